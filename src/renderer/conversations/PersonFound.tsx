import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { User } from '../../shared/model/user.ts';
import { useAppState } from '../store/AppContext.tsx';
import { isConnected, selectPresenceOf } from '../store/selectors.ts';
import { useOwnEntries } from '../store/useEntries.ts';
import { Avatar, PresenceDot } from '../ui/Avatar.tsx';

/** A person among what was found: how they are there, what they are called, and whether one has blocked them. */
export function PersonFound({ user, space }: { user: User; space: SpaceView }) {
  const { t } = useTranslation();
  const presence = useAppState((state) => selectPresenceOf(state, space.spaceId, user.id));
  const blocked = useOwnEntries(space, 'blocked').has(user.id);
  return (
    <>
      <span className="sign sign-person">
        <Avatar id={user.id} name={user.displayName} size="small" />
        {isConnected(space) && (
          <span className="sign-presence">
            <PresenceDot presence={presence} />
          </span>
        )}
      </span>
      <bdi className="finder-name one-line">{user.displayName}</bdi>
      <span className="finder-more one-line">
        @{user.username}
        {user.id === space.userId && ` (${t('members.you')})`}
      </span>
      {user.role === 'guest' && <span className="finder-state">{t('members.guest')}</span>}
      {blocked && <span className="finder-state">{t('newMessage.blocked')}</span>}
    </>
  );
}
