import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import type { NotificationSubject } from '../../shared/model/notification.ts';
import { useAppState } from '../store/AppContext.tsx';
import { conversationName, selectConversations, selectUsers } from '../store/selectors.ts';

/** How many are named before the rest is counted. */
const MOST_NAMED = 2;

export type NotificationWords = {
  /** What happened, in a few words. */
  head: string;
  /** Where, if anywhere. */
  place: string | null;
};

/** Keeps a name of another direction from turning the words around it. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

/** The last to come is named first: that is what the line is there for. */
function namesOf(t: TFunction, nameOf: (id: UserId) => string, ids: readonly UserId[]): string {
  const named = ids.toReversed().slice(0, ids.length > MOST_NAMED + 1 ? MOST_NAMED : MOST_NAMED + 1);
  const others = ids.length - named.length;
  const parts = named.map((id) => isolated(nameOf(id)));
  if (others > 0) parts.push(t('notifications.others', { count: others }));
  return new Intl.ListFormat(undefined, { type: 'conjunction' }).format(parts);
}

function headOf(t: TFunction, nameOf: (id: UserId) => string, about: NotificationSubject): string {
  switch (about.type) {
    case 'reaction':
      return t('notifications.reaction', { name: namesOf(t, nameOf, about.actorIds), emoji: about.emoji });
    case 'reminder':
      return t('notifications.reminder');
    case 'external':
      return t('notifications.external', { source: isolated(about.source) });
    case 'announcement':
      return about.actorId === null
        ? t('notifications.announcementOf')
        : t('notifications.announcement', { name: isolated(nameOf(about.actorId)) });
    default:
      return t(`notifications.${about.type}`, { name: isolated(nameOf(about.actorId)) });
  }
}

/** Says what one is told of. */
export function useNotificationWords(space: SpaceView): (about: NotificationSubject) => NotificationWords {
  const { t } = useTranslation();
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const conversations = useAppState((state) => selectConversations(state, space.spaceId));
  return useMemo(() => {
    const unknown = t('app.unknownPerson');
    const nameOf = (id: UserId) => users[id]?.displayName ?? unknown;
    return (about) => {
      const id = 'conversationId' in about ? about.conversationId : undefined;
      const view = id === undefined ? undefined : conversations[id];
      const name = view && conversationName(view, users, space.userId, unknown);
      const place = view?.kind === 'channel' ? `#${name}` : (name ?? null);
      return { head: headOf(t, nameOf, about), place };
    };
  }, [t, users, conversations, space.userId]);
}
