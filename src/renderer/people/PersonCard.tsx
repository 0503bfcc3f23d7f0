import { AtSign, Ban, CircleSlash, MessageSquare, Pencil, Smile } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { isActive, type User } from '../../shared/model/user.ts';
import { openDirect } from '../actions/conversations.ts';
import { openDialog, raiseToast } from '../actions/navigate.ts';
import { closeCard, setBlocked } from '../actions/people.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectSpace, selectUsers } from '../store/selectors.ts';
import { useOwnEntries } from '../store/useEntries.ts';
import { Avatar, PresenceDot } from '../ui/Avatar.tsx';
import type { Anchor } from '../ui/anchors.ts';
import { Button } from '../ui/Button.tsx';
import { PopoverAt } from '../ui/Popover.tsx';
import './people.css';
import { useStatus } from './StatusEmoji.tsx';
import { StateMark } from './UserMarks.tsx';
import { useOwnUser } from './useOwnUser.ts';
import { usePresence } from './usePresence.ts';
import { usePresenceWords } from './usePresenceWords.ts';

/** Who someone is, beside the name or picture that was chosen. */
export function PersonCard() {
  const card = useAppState((state) => state.card);
  const space = useAppState(selectSpace);
  const user = useAppState((state) =>
    card === null || space === undefined ? undefined : selectUsers(state, space.spaceId)[card.userId],
  );
  if (card === null || space === undefined || user === undefined) return null;
  return <Card key={user.id} space={space} user={user} anchor={card.anchor} />;
}

function Card({ space, user, anchor }: { space: SpaceView; user: User; anchor: Anchor }) {
  const { t } = useTranslation();
  const app = useApp();
  const own = useOwnUser(space);
  const isMe = user.id === space.userId;
  const shown = isMe ? (own ?? user) : user;
  const back = () => (anchor instanceof HTMLElement && anchor.isConnected ? anchor : null);
  return (
    <PopoverAt
      anchor={anchor}
      label={t('people.card', { name: shown.displayName })}
      onClose={() => closeCard(app)}
      align="start"
      finalFocus={back}
    >
      <div className="card">
        <Who space={space} user={shown} />
        {isMe ? <OwnActions /> : <Actions space={space} user={user} />}
      </div>
    </PopoverAt>
  );
}

function Who({ space, user }: { space: SpaceView; user: User }) {
  const { t } = useTranslation();
  const status = useStatus(user);
  const presence = usePresence(space, user.id);
  const words = usePresenceWords(space, user);
  return (
    <>
      <div className="card-who">
        <Avatar id={user.id} name={user.displayName} size="rail" />
        <div className="card-names">
          <bdi className="card-name one-line">{user.displayName}</bdi>
          <span className="card-dim one-line">
            @{user.username}
            {user.role !== 'member' && ` · ${t(`members.${user.role}`)}`}
          </span>
        </div>
        <StateMark user={user} />
      </div>
      {user.title !== undefined && <p dir="auto">{user.title}</p>}
      {status !== undefined && (
        <p className="card-status" dir="auto">
          {status.emoji !== undefined && <span aria-hidden="true">{status.emoji} </span>}
          {status.text}
        </p>
      )}
      {isActive(user) && presence !== undefined && (
        <p className="card-line">
          <PresenceDot presence={presence} />
          {words.presence}
        </p>
      )}
      {words.time !== undefined && <p className="card-dim">{words.time}</p>}
    </>
  );
}

function Actions({ space, user }: { space: SpaceView; user: User }) {
  const { t } = useTranslation();
  const app = useApp();
  const blocked = useOwnEntries(space, 'blocked').has(user.id);
  const done = (action: () => void) => () => {
    closeCard(app);
    action();
  };
  return (
    <>
      {blocked && <p className="card-dim">{t('people.youBlocked', { name: user.displayName })}</p>}
      <div className="card-actions">
        {isActive(user) && (
          <Button
            writes
            look="primary"
            size="small"
            onClick={done(() => void openDirect(app, space.spaceId, user.id))}
          >
            <MessageSquare />
            {t('people.message')}
          </Button>
        )}
        <Button size="small" onClick={done(() => void copyMention(app, user))}>
          <AtSign />
          {t('people.copyMention')}
        </Button>
        <Button writes size="small" onClick={() => void setBlocked(app, space.spaceId, user.id, !blocked)}>
          {blocked ? <CircleSlash /> : <Ban />}
          {blocked ? t('people.unblock') : t('people.block')}
        </Button>
      </div>
    </>
  );
}

async function copyMention(app: ReturnType<typeof useApp>, { username }: User): Promise<void> {
  const copied = await app.api.call('clipboard:write', { text: `@${username}` });
  if (copied.ok) raiseToast(app, 'plain', 'toast.copied');
  else raiseToast(app, 'problem', 'toast.failed');
}

function OwnActions() {
  const { t } = useTranslation();
  const app = useApp();
  const go = (dialog: 'status' | 'profile') => () => {
    closeCard(app);
    openDialog(app, dialog);
  };
  return (
    <div className="card-actions">
      <Button writes size="small" onClick={go('status')}>
        <Smile />
        {t('people.setStatus')}
      </Button>
      <Button writes size="small" onClick={go('profile')}>
        <Pencil />
        {t('people.editProfile')}
      </Button>
    </div>
  );
}
