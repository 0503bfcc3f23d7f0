import type { Delta } from '../../shared/ipc/deltas.ts';
import { countsAsUnread } from '../../shared/model/message.ts';
import type { AppState } from '../store/state.ts';

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
