import type { Delta } from '../../shared/ipc/deltas.ts';
import { countsAsUnread } from '../../shared/model/message.ts';
import type { AppState } from '../store/state.ts';

/** What changes when the conversation that is open was marked unread, here or on another device: the line, and reading. */
export function markReset(
  state: AppState,
  deltas: readonly Delta[],
): Pick<AppState, 'newAfter' | 'markedUnread'> {
  const { spaceId, newAfter, markedUnread } = state;
  const shownId = spaceId === null ? undefined : state.shown[spaceId];
  const shown =
    spaceId === null || shownId === undefined ? undefined : state.conversations[spaceId]?.[shownId];
  const views = deltas.flatMap((delta) =>
    delta.type === 'conversations.changed' ? delta.conversations : [],
  );
  const now = views.findLast(({ id }) => id === shownId);
  if (shown === undefined || now === undefined || now.headSeq < shown.headSeq || now.readSeq >= shown.readSeq)
    return { newAfter, markedUnread };
  return {
    newAfter: { ...newAfter, [shown.id]: now.readSeq },
    markedUnread: { ...markedUnread, [shown.id]: true },
  };
}

/**
 * Where the *new* line comes to stand in the conversation that is open when others write in it and nobody looks: below
 * what had been read. While something is unread there already, the line stays where it is.
 */
export function markNew(state: AppState, deltas: readonly Delta[]): AppState['newAfter'] {
  const { spaceId } = state;
  const space = spaceId === null ? undefined : state.spaces[spaceId];
  const shownId = spaceId === null ? undefined : state.shown[spaceId];
  const shown =
    spaceId === null || shownId === undefined ? undefined : state.conversations[spaceId]?.[shownId];
  if (space === undefined || shown === undefined || shown.unread > 0) return state.newAfter;
  const arrived = deltas.some(
    (delta) =>
      delta.type === 'messages.changed' &&
      delta.conversationId === shown.id &&
      delta.messages.some(
        (message) =>
          message.seq > shown.headSeq && message.authorId !== space.userId && countsAsUnread(message),
      ),
  );
  return arrived ? { ...state.newAfter, [shown.id]: shown.headSeq } : state.newAfter;
}
