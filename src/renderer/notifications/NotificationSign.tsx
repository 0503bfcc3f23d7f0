import { AlarmClock, AtSign, Flag, Megaphone, Reply, UserPlus, Webhook } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import type { NotificationSubject, NotificationType } from '../../shared/model/notification.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectUsers } from '../store/selectors.ts';
import { Avatar } from '../ui/Avatar.tsx';

const icons: Record<Exclude<NotificationType, 'reaction'>, ReactNode> = {
  mention: <AtSign />,
  reply: <Reply />,
  invitation: <UserPlus />,
  reminder: <AlarmClock />,
  report: <Flag />,
  announcement: <Megaphone />,
  external: <Webhook />,
};

/** Who it came from; the last one of several, `null` where it was nobody. */
function actorOf(about: NotificationSubject): UserId | null {
  if (about.type === 'reaction') return about.actorIds.at(-1) ?? null;
  return 'actorId' in about ? about.actorId : null;
}

/** Who it came from, with what kind of thing it is at the corner. Says nothing aloud: the words stand beside it. */
export function NotificationSign({ space, about }: { space: SpaceView; about: NotificationSubject }) {
  const actorId = actorOf(about);
  const name = useAppState((state) =>
    actorId === null ? undefined : selectUsers(state, space.spaceId)[actorId]?.displayName,
  );
  const kind = about.type === 'reaction' ? about.emoji : icons[about.type];
  if (actorId === null)
    return (
      <span className="told-sign told-sign-kind" aria-hidden="true">
        {kind}
      </span>
    );
  return (
    <span className="told-sign" aria-hidden="true">
      <Avatar id={actorId} name={name ?? '?'} />
      <span className="told-kind">{kind}</span>
    </span>
  );
}
