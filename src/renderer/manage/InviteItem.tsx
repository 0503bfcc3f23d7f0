import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { ConversationId, Timestamp, UserId } from '../../shared/model/ids.ts';
import type { Invite } from '../../shared/model/running.ts';
import { useAppState } from '../store/AppContext.tsx';
import { conversationName, selectConversations, selectUsers } from '../store/selectors.ts';
import { useNow, useTimeWords } from '../time/useTimeWords.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { useAct } from './useAct.ts';

/** Whether anybody can still come by it. */
const isOpen = ({ revokedAt, expiresAt, usesLeft }: Invite, now: Timestamp): boolean =>
  revokedAt === null && expiresAt > now && usesLeft > 0;

/** One invite: for what, how long, and who has come by it. */
export function InviteItem(props: { space: SpaceView; invite: Invite; onChanged: (invite: Invite) => void }) {
  const { t } = useTranslation();
  const now = useNow();
  const words = useInviteWords(props.space);
  const [asked, setAsked] = useState(false);
  const act = useAct(props.space);
  const { invite } = props;
  const open = isOpen(invite, now);
  const revoke = async () => {
    const revoked = await act.act('invite:revoke', { inviteId: invite.id });
    if (revoked === null) return;
    props.onChanged(revoked.invite);
    setAsked(false);
  };
  return (
    <li className="manage-item" data-over={!open || undefined}>
      <div className="manage-item-words">
        <span className="manage-item-head">
          <strong>{t(`governPeople.${invite.role}`)}</strong>
          <span className="figures">{t('invites.left', { left: invite.usesLeft, uses: invite.uses })}</span>
          <span className="manage-dim">{words.life(invite)}</span>
        </span>
        <span className="manage-dim">{words.maker(invite)}</span>
        {invite.conversationIds.length > 0 && (
          <span className="manage-dim">
            {t('invites.into', { names: words.places(invite.conversationIds) })}
          </span>
        )}
        <span className="manage-dim">
          {invite.userIds.length === 0
            ? t('invites.nobodyCame')
            : t('invites.came', { names: words.people(invite.userIds) })}
        </span>
      </div>
      {open && (
        <Button size="small" onClick={() => setAsked(true)}>
          {t('invites.revoke')}
        </Button>
      )}
      {asked && (
        <ConfirmDialog
          danger
          title={t('invites.revokeTitle')}
          lead={t('invites.revokeLead')}
          confirm={t('invites.revoke')}
          act={act}
          onConfirm={() => void revoke()}
          onClose={() => setAsked(false)}
        />
      )}
    </li>
  );
}

function useInviteWords(space: SpaceView) {
  const { t, i18n } = useTranslation();
  const times = useTimeWords();
  const now = useNow();
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const conversations = useAppState((state) => selectConversations(state, space.spaceId));
  const unknown = t('app.unknownPerson');
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const person = (id: UserId) => users[id]?.displayName ?? unknown;
  return {
    life({ revokedAt, expiresAt, usesLeft, resting }: Invite): string {
      if (revokedAt !== null) return t('invites.revoked', { date: times.stamp(revokedAt, now) });
      if (expiresAt <= now) return t('invites.expired', { date: times.stamp(expiresAt, now) });
      if (resting) return t('invites.resting');
      return usesLeft === 0 ? t('invites.usedUp') : t('invites.until', { date: times.stamp(expiresAt, now) });
    },
    maker: ({ createdBy, createdAt }: Invite): string =>
      `${createdBy === null ? t('manage.byHost') : t('manage.by', { name: person(createdBy) })}, ${times.short(createdAt, now)}`,
    people: (ids: readonly UserId[]): string => list.format(ids.map(person)),
    places: (ids: readonly ConversationId[]): string =>
      list.format(
        ids.map((id) => {
          const view = conversations[id];
          if (view === undefined) return unknown;
          const name = conversationName(view, users, space.userId, unknown);
          return view.kind === 'channel' ? `#${name}` : name;
        }),
      ),
  };
}
