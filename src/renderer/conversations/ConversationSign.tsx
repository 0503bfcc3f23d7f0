import { Hash, Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { useAppState } from '../store/AppContext.tsx';
import { isConnected, namingPeople, selectPresenceOf, selectUsers } from '../store/selectors.ts';
import { Avatar, PresenceDot } from '../ui/Avatar.tsx';
import { GroupAvatar } from './GroupAvatar.tsx';

/** The small sign before a conversation's name: what kind it is, or who the other one is and whether they are there. */
export function ConversationSign({ view, space }: { view: ConversationView; space: SpaceView }) {
  const { t } = useTranslation();
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const other = view.kind === 'direct' ? namingPeople(view, users, space.userId)[0] : undefined;
  const otherId = other?.id ?? view.memberIds[0] ?? view.id;
  const presence = useAppState((state) => selectPresenceOf(state, space.spaceId, otherId as UserId));
  if (view.kind === 'channel') {
    return (
      <span className="sign">
        {view.private ? <Lock aria-label={t('list.private')} /> : <Hash aria-hidden="true" />}
      </span>
    );
  }
  if (view.kind === 'group') {
    return (
      <span className="sign">
        <GroupAvatar people={namingPeople(view, users, space.userId)} />
      </span>
    );
  }
  const known = isConnected(space);
  return (
    <span className="sign sign-person">
      <Avatar id={otherId} name={other?.displayName ?? ''} size="small" />
      {known && (
        <span className="sign-presence">
          <PresenceDot presence={presence} />
          <span className="unseen">{t(`presence.${presence}`)}</span>
        </span>
      )}
    </span>
  );
}
