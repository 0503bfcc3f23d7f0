import { EllipsisVertical, Shield, UserMinus } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { conversationRoleSchema } from '../../shared/model/permissions.ts';
import type { User } from '../../shared/model/user.ts';
import { giveRole, removePerson } from '../actions/governing.ts';
import { useMembers } from '../members/useMembers.ts';
import { StateMark } from '../people/UserMarks.tsx';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectUsers } from '../store/selectors.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import type { Governance } from './usePermissions.ts';

type Props = { space: SpaceView; conversation: ConversationView; governance: Governance };

/** Who is in a conversation and as what, with a menu for each where one may change that. */
export function MemberList(props: Props) {
  const { t } = useTranslation();
  const { memberIds, adding, failed } = useMembers(props.space, props.conversation);
  const users = useAppState((state) => selectUsers(state, props.space.spaceId));
  const people = useMemo(
    () =>
      (memberIds ?? [])
        .flatMap((id) => users[id] ?? [])
        .sort((a, b) => a.displayName.localeCompare(b.displayName)),
    [memberIds, users],
  );
  if (failed) return <p className="field-hint">{t('members.failed')}</p>;
  return (
    <ul>
      {people.map((user) => (
        <Member key={user.id} user={user} adding={adding.has(user.id)} {...props} />
      ))}
    </ul>
  );
}

function Member({ user, adding, ...props }: Props & { user: User; adding: boolean }) {
  const { space, conversation, governance } = props;
  const { t } = useTranslation();
  const role = governance.roleOf(user.id);
  const governed = conversation.kind !== 'direct';
  return (
    <li className="details-person">
      <Avatar id={user.id} name={user.displayName} size="small" />
      <bdi className="one-line">
        {user.id === space.userId ? t('list.you', { name: user.displayName }) : user.displayName}
      </bdi>
      {user.resembles && <span className="details-role">@{user.username}</span>}
      {adding && <Waiting />}
      <StateMark user={user} />
      {user.role === 'guest' && <span className="details-role">{t('members.guest')}</span>}
      {governed && role !== 'member' && <span className="details-role">{t(`details.role.${role}`)}</span>}
      <MemberMenu user={user} space={space} conversation={conversation} governance={governance} />
    </li>
  );
}

function MemberMenu({ user, space, conversation, governance }: Props & { user: User }) {
  const { t } = useTranslation();
  const app = useApp();
  const { may, roleOf } = governance;
  const role = roleOf(user.id);
  const where = { spaceId: space.spaceId, conversationId: conversation.id };
  const roles =
    may.setRoles && user.id !== conversation.createdBy
      ? conversationRoleSchema.options.filter((one) => one !== role)
      : [];
  const removable = user.id !== space.userId && may.remove(role);
  if (roles.length === 0 && !removable) return null;
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          className="icon-button icon-button-small"
          aria-label={t('details.member', { name: user.displayName })}
        >
          <EllipsisVertical />
        </button>
      }
    >
      {roles.map((one) => (
        <MenuItem key={one} icon={<Shield />} onSelect={() => void giveRole(app, where, user.id, one)}>
          {t(`details.make.${one}`)}
        </MenuItem>
      ))}
      {removable && (
        <MenuItem icon={<UserMinus />} danger onSelect={() => void removePerson(app, where, user.id)}>
          {t('details.remove')}
        </MenuItem>
      )}
    </Menu>
  );
}
