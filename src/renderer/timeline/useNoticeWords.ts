import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import type { Notice } from '../../shared/model/message.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectUsers } from '../store/selectors.ts';
import type { UsersById } from '../store/users.ts';

/** Says what somebody did, in the words of the timeline. */
export type NoticeWords = (authorId: UserId, notice: Notice) => string;

type Names = { actor: (id: UserId) => string; people: (ids: readonly UserId[]) => string };

function namesOf(t: TFunction, users: UsersById, me: UserId): Names {
  const list = new Intl.ListFormat(undefined, { type: 'conjunction' });
  const name = (id: UserId, you: string) =>
    id === me ? you : (users[id]?.displayName ?? t('app.unknownPerson'));
  return {
    actor: (id) => name(id, t('notice.youActor')),
    people: (ids) => list.format(ids.map((id) => name(id, t('notice.you')))),
  };
}

function say(t: TFunction, { actor: actorOf, people }: Names, authorId: UserId, notice: Notice): string {
  const actor = actorOf(authorId);
  switch (notice.type) {
    case 'added':
      return t('notice.added', { actor, people: people(notice.userIds) });
    case 'removed':
      return t('notice.removed', { actor, people: people([notice.userId]) });
    case 'role': {
      const { userId, role } = notice;
      if (role === 'owner' || role === 'moderator')
        return t(`notice.role.${role}`, { actor, people: people([userId]) });
      return t('notice.role.member', { actor, people: people([userId]) });
    }
    case 'renamed':
      return t('notice.renamed', { actor, name: notice.name });
    case 'topic':
      return notice.topic === null
        ? t('notice.topicCleared', { actor })
        : t('notice.topic', { actor, topic: notice.topic });
    default:
      return t(`notice.${notice.type}`, { actor });
  }
}

/** What lines of the timeline say that nobody wrote: oneself is *you*. */
export function useNoticeWords({ spaceId, userId }: SpaceView): NoticeWords {
  const { t } = useTranslation();
  const users = useAppState((state) => selectUsers(state, spaceId));
  return useMemo(() => {
    const names = namesOf(t, users, userId);
    return (authorId, notice) => say(t, names, authorId, notice);
  }, [t, users, userId]);
}
