import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectUsers } from '../store/selectors.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { PopoverAt } from '../ui/Popover.tsx';
import './people.css';

/** So many pictures are shown; the others are counted. */
const MOST_SHOWN = 5;

/** Who has read up to this message and no further. Takes no room of its own, so that reading moves nothing. */
export function SeenBy(props: {
  space: SpaceView;
  userIds: readonly UserId[];
  /** Whether the Tab key stops here: at the row that has the focus, or had it last. */
  entry: boolean;
}) {
  const { space, userIds, entry } = props;
  const { t } = useTranslation();
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const names = useMemo(
    () => userIds.map((id) => users[id]?.displayName ?? t('app.unknownPerson')),
    [userIds, users, t],
  );
  const label = t('people.seenBy', { names: names.join(', ') });
  return (
    <>
      <button
        type="button"
        className="seen-by"
        tabIndex={entry ? 0 : -1}
        aria-label={label}
        title={label}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {userIds.slice(0, MOST_SHOWN).map((id, index) => (
          <Avatar key={id} id={id} name={names[index] ?? ''} size="tiny" />
        ))}
        {userIds.length > MOST_SHOWN && (
          <span className="seen-by-more figures">+{userIds.length - MOST_SHOWN}</span>
        )}
      </button>
      {anchor !== null && (
        <PopoverAt
          anchor={anchor}
          label={t('people.seenByTitle')}
          onClose={() => setAnchor(null)}
          finalFocus={() => anchor}
        >
          <div className="card">
            <h2 className="card-name">{t('people.seenByTitle')}</h2>
            <ul>
              {userIds.map((id, index) => (
                <li key={id} className="card-line">
                  <Avatar id={id} name={names[index] ?? ''} size="small" />
                  <bdi>{names[index]}</bdi>
                </li>
              ))}
            </ul>
          </div>
        </PopoverAt>
      )}
    </>
  );
}
