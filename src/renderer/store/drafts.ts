import type { ClientId, ConversationId, MessageId } from '../../shared/model/ids.ts';
import { renamed, without } from './records.ts';

/** A message by its id, or one of one's own that has not been acknowledged by its client id. */
export type MessageTarget = { messageId: MessageId } | { clientId: ClientId };

/** An edit under way. The draft of the conversation waits beside it, untouched. */
export type Editing = { target: MessageTarget; key: string; text: string };

/** Where something is written: in a conversation, or in the thread of a message. */
export type DraftKey = ConversationId | MessageId;

/** What is being written where. */
export type DraftsSlice = {
  drafts: Readonly<Record<DraftKey, string>>;
  replies: Readonly<Record<DraftKey, MessageId>>;
  edits: Readonly<Record<DraftKey, Editing>>;
};

export const initialDrafts: DraftsSlice = { drafts: {}, replies: {}, edits: {} };

export function putDraft(slice: DraftsSlice, id: DraftKey, text: string): Partial<DraftsSlice> {
  return { drafts: text === '' ? without(slice.drafts, [id]) : { ...slice.drafts, [id]: text } };
}

export function putReply(
  slice: DraftsSlice,
  id: DraftKey,
  messageId: MessageId | null,
): Partial<DraftsSlice> {
  return {
    replies: messageId === null ? without(slice.replies, [id]) : { ...slice.replies, [id]: messageId },
  };
}

export function putEdit(slice: DraftsSlice, id: DraftKey, edit: Editing | null): Partial<DraftsSlice> {
  return { edits: edit === null ? without(slice.edits, [id]) : { ...slice.edits, [id]: edit } };
}

export function replaceDrafts(slice: DraftsSlice, from: ConversationId, to: ConversationId): DraftsSlice {
  return {
    drafts: renamed(slice.drafts, from, to),
    replies: renamed(slice.replies, from, to),
    edits: renamed(slice.edits, from, to),
  };
}
