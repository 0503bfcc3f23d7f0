import { Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import type { User } from '../../shared/model/user.ts';
import { matches } from '../conversations/listing.ts';
import { StateMark } from '../people/UserMarks.tsx';
import { usePresenceWords } from '../people/usePresenceWords.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectUsers } from '../store/selectors.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { useNearEnd } from '../ui/useNearEnd.ts';
import './managePeople.css';
import { PersonDetails } from './PersonDetails.tsx';

/** People drawn at first, and more of them each time the end is near. */
const PAGE = 50;

/** Everyone in the space, found by name; each leads to what may be done about them. */
export function PeopleSection({ space }: { space: SpaceView }) {
  const [chosen, setChosen] = useState<UserId | null>(null);
  const [left, setLeft] = useState<UserId | null>(null);
  const user = useAppState((state) =>
    chosen === null ? undefined : selectUsers(state, space.spaceId)[chosen],
  );
  const back = () => {
    setLeft(chosen);
    setChosen(null);
  };
  if (user !== undefined) return <PersonDetails key={user.id} space={space} user={user} onBack={back} />;
  return <People space={space} cameFrom={left} onChoose={setChosen} />;
}

function People(props: {
  space: SpaceView;
  /** Whom one has looked at before: takes the focus. */
  cameFrom: UserId | null;
  onChoose: (id: UserId) => void;
}) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState('');
  const [count, setCount] = useState(PAGE);
  const users = useAppState((state) => selectUsers(state, props.space.spaceId));
  const found = useMemo(
    () =>
      Object.values(users)
        .filter(({ displayName, username }) => matches(`${displayName} ${username}`, wanted))
        .sort((a, b) => a.displayName.localeCompare(b.displayName)),
    [users, wanted],
  );
  const { ref, onScroll } = useNearEnd<HTMLUListElement>(() => {
    if (count < found.length) setCount(count + PAGE);
  });
  return (
    <div className="manage-people">
      <div className="field-box manage-find">
        <Search aria-hidden="true" />
        <input
          className="field-input"
          type="text"
          autoComplete="off"
          spellCheck={false}
          aria-label={t('governPeople.find')}
          placeholder={t('governPeople.find')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      </div>
      <p className="manage-dim" role="status">
        {found.length === 0 ? t('governPeople.nobody') : t('governPeople.count', { count: found.length })}
      </p>
      <ul
        className="manage-people-list scrolls"
        ref={ref}
        onScroll={onScroll}
        aria-label={t('manage.people')}
      >
        {found.slice(0, count).map((user) => (
          <li key={user.id}>
            <Person
              user={user}
              space={props.space}
              focused={user.id === props.cameFrom}
              onChoose={() => props.onChoose(user.id)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Person(props: { user: User; space: SpaceView; focused: boolean; onChoose: () => void }) {
  const { t } = useTranslation();
  const { user, space } = props;
  const { presence } = usePresenceWords(space, user);
  return (
    <button
      type="button"
      className="manage-person"
      ref={(button) => {
        if (props.focused) button?.focus();
      }}
      onClick={props.onChoose}
    >
      <Avatar id={user.id} name={user.displayName} />
      <span className="manage-person-words">
        <span className="manage-person-name">
          <bdi className="one-line">{user.displayName}</bdi>
          {user.id === space.userId && <span className="manage-dim">({t('governPeople.you')})</span>}
          <StateMark user={user} />
        </span>
        <span className="manage-dim one-line">@{user.username}</span>
      </span>
      <span className="manage-person-more">
        <span>{t(`governPeople.${user.role}`)}</span>
        <span className="manage-dim">{user.state === undefined ? presence : ''}</span>
      </span>
    </button>
  );
}
