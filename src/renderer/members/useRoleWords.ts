import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { User } from '../../shared/model/user.ts';
import { usePermissions } from '../conversations/usePermissions.ts';

/**
 * What somebody is, here first: who owns or moderates the conversation, else who has more to say than a member, or
 * less, in the whole space. `null` for plain members.
 */
export function useRoleWords(
  space: SpaceView,
  conversation: ConversationView,
): (user: User) => string | null {
  const { t } = useTranslation();
  const { roleOf } = usePermissions(space, conversation);
  return ({ id, role }) => {
    const here = conversation.kind === 'direct' ? 'member' : roleOf(id);
    if (here !== 'member') return t(`details.role.${here}`);
    return role === 'member' ? null : t(`members.${role}`);
  };
}
