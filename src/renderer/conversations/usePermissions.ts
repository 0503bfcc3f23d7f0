import { useMemo } from 'react';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import {
  type ConversationRole,
  type Permissions,
  permissionsIn,
  roleIn,
} from '../../shared/model/permissions.ts';
import { conversationStream } from '../../shared/model/stream.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectMayWrite, selectUsers } from '../store/selectors.ts';
import { useEntries } from '../store/useEntries.ts';

export type Governance = {
  /** What one may do oneself. */
  may: Permissions;
  /** What a member is in the conversation. */
  roleOf(userId: UserId): ConversationRole;
};

/** What one may do in a conversation, by the rule that the server goes by. */
export function usePermissions(space: SpaceView, conversation: ConversationView): Governance {
  const { spaceId, userId: me } = space;
  const roles = useEntries(space, conversationStream(conversation.id), 'role');
  const mayWrite = useAppState(selectMayWrite);
  const spaceRole = useAppState((state) => selectUsers(state, spaceId)[me]?.role) ?? 'guest';
  return useMemo(() => {
    const roleOf = (userId: UserId) => roleIn(conversation, userId, roles.get(userId));
    const role = conversation.joined ? roleOf(me) : undefined;
    // Who may only read here has the rights of one who only looks in.
    const standing = mayWrite ? { spaceRole, role } : { spaceRole: 'guest' as const, role: undefined };
    return { may: permissionsIn(conversation, standing), roleOf };
  }, [conversation, roles, spaceRole, me, mayWrite]);
}
