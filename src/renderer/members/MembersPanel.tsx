import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { isActive, type User } from '../../shared/model/user.ts';
import type { Presence } from '../../shared/protocol/signals.ts';
import { openCard } from '../actions/people.ts';
import { focusComposer } from '../keys/regions.ts';
import { Panel } from '../panel/Panel.tsx';
import { togglePeople } from '../panel/panels.ts';
import { StatusEmoji } from '../people/StatusEmoji.tsx';
import { StateMark } from '../people/UserMarks.tsx';
import { useApp, useAppState } from '../store/AppContext.tsx';
import type { PresenceById } from '../store/presence.ts';
import { isConnected, selectPresence, selectUsers } from '../store/selectors.ts';
import { Avatar, PresenceDot } from '../ui/Avatar.tsx';
import './members.css';
import { Waiting } from '../ui/Waiting.tsx';
import { useMembers } from './useMembers.ts';
import { useRoleWords } from './useRoleWords.ts';

/** The people of the conversation that is open: who is online comes first. */
export function MembersPanel(props: { space: SpaceView; conversation: ConversationView; edge: ReactNode }) {
  const { t } = useTranslation();
  const app = useApp();
  const close = () => {
    void togglePeople(app);
    focusComposer();
  };
  return (
    <Panel title={t('members.title')} label={t('members.label')} onClose={close} edge={props.edge}>
      <People space={props.space} conversation={props.conversation} />
    </Panel>
  );
}

const byName = (a: User, b: User): number => a.displayName.localeCompare(b.displayName);

function People({ space, conversation }: { space: SpaceView; conversation: ConversationView }) {
  const { t } = useTranslation();
  const { memberIds, adding, failed } = useMembers(space, conversation);
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const presence = useAppState((state) => selectPresence(state, space.spaceId));
  const roleWords = useRoleWords(space, conversation);
  const people = useMemo(
    () => (memberIds ?? []).flatMap((id) => users[id] ?? []).sort(byName),
    [memberIds, users],
  );
  const shown = { space, roleWords, adding };
  if (failed) return <p className="panel-note">{t('members.failed')}</p>;
  if (!isConnected(space)) {
    return (
      <div className="panel-body scrolls">
        <Group title={t('members.everyone')} people={people} {...shown} />
      </div>
    );
  }
  // Whoever may not come in is not here, whatever was known of them last.
  const isHere = (user: User) =>
    isActive(user) && (presence.get(user.id)?.presence ?? 'offline') !== 'offline';
  const here = people.filter(isHere);
  const gone = people.filter((user) => !isHere(user));
  return (
    <div className="panel-body scrolls">
      <Group title={t('members.online')} people={here} {...shown} presence={presence} />
      <Group title={t('members.offline')} people={gone} {...shown} presence={presence} />
    </div>
  );
}

type Shown = {
  space: SpaceView;
  roleWords: (user: User) => string | null;
  /** Those who are not in the conversation yet. */
  adding: ReadonlySet<UserId>;
};

function Group(props: Shown & { title: string; people: readonly User[]; presence?: PresenceById }) {
  if (props.people.length === 0) return null;
  return (
    <section className="panel-section">
      <h3 className="panel-group">
        {props.title} <span className="figures">{props.people.length}</span>
      </h3>
      <ul>
        {props.people.map((user) => (
          <li key={user.id}>
            <Person
              user={user}
              space={props.space}
              role={props.roleWords(user)}
              adding={props.adding.has(user.id)}
              presence={presenceIn(props.presence, user)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `undefined` without a connection, when nobody knows. */
const presenceIn = (known: PresenceById | undefined, { id }: User): Presence | undefined =>
  known === undefined ? undefined : (known.get(id)?.presence ?? 'offline');

function Person(props: {
  user: User;
  space: SpaceView;
  role: string | null;
  adding: boolean;
  presence: Presence | undefined;
}) {
  const { user, space, role, presence } = props;
  const { t } = useTranslation();
  const app = useApp();
  const me = user.id === space.userId;
  return (
    <button
      type="button"
      className="person"
      title={t('people.card', { name: user.displayName })}
      onClick={(event) => openCard(app, user.id, event.currentTarget)}
    >
      <span className="person-picture">
        <Avatar id={user.id} name={user.displayName} />
        {presence !== undefined && (
          <span className="person-presence">
            <PresenceDot presence={presence} />
            <span className="unseen">{t(`presence.${presence}`)}</span>
          </span>
        )}
      </span>
      <span className="person-words">
        <span className="person-name">
          <bdi className="one-line">{user.displayName}</bdi>
          <StatusEmoji user={user} />
          {me && <span className="person-you">({t('members.you')})</span>}
        </span>
        <span className="person-username one-line">@{user.username}</span>
      </span>
      {props.adding && <Waiting />}
      <StateMark user={user} />
      {role !== null && <span className="person-role">{role}</span>}
    </button>
  );
}
