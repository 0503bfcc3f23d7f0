import type { ConversationId, UserId } from '../../shared/model/ids.ts';
import { renamed, without } from './records.ts';

/** Which others are writing in each conversation. */
export type TypingSlice = { typing: Readonly<Record<ConversationId, readonly UserId[]>> };

export const initialTyping: TypingSlice = { typing: {} };

export function putTyping(slice: TypingSlice, id: ConversationId, userIds: readonly UserId[]): TypingSlice {
  return { typing: userIds.length === 0 ? without(slice.typing, [id]) : { ...slice.typing, [id]: userIds } };
}

export function replaceTyping(slice: TypingSlice, from: ConversationId, to: ConversationId): TypingSlice {
  return { typing: renamed(slice.typing, from, to) };
}
