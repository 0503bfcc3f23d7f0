import { type DraftContent, mergeDrafts, noDraft, sameDraft } from '../../shared/model/draft.ts';
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
  /** What the app has of the draft of a conversation: what was last saved there, or came from another device. */
  kept: Readonly<Record<ConversationId, DraftContent>>;
  /** Where a draft is one text of two that were written at once, until it is sent or taken away. */
  mixed: Readonly<Record<DraftKey, true>>;
};

export const initialDrafts: DraftsSlice = { drafts: {}, replies: {}, edits: {}, kept: {}, mixed: {} };

/** What is written in a conversation, saved or not. */
export const draftAt = (slice: DraftsSlice, id: DraftKey): DraftContent => ({
  text: slice.drafts[id] ?? '',
  replyTo: slice.replies[id] ?? null,
});

export const keptDraft = (slice: DraftsSlice, id: ConversationId): DraftContent => slice.kept[id] ?? noDraft;

/** Whether what is written in a conversation is to be saved still. */
export const isDraftUnsaved = (slice: DraftsSlice, id: ConversationId): boolean =>
  !sameDraft(draftAt(slice, id), keptDraft(slice, id));

export function putDraft(
  slice: DraftsSlice,
  id: DraftKey,
  text: string,
): Pick<DraftsSlice, 'drafts' | 'mixed'> {
  return text === ''
    ? { drafts: without(slice.drafts, [id]), mixed: without(slice.mixed, [id]) }
    : { drafts: { ...slice.drafts, [id]: text }, mixed: slice.mixed };
}

export function putReply(
  slice: DraftsSlice,
  id: DraftKey,
  messageId: MessageId | null,
): Pick<DraftsSlice, 'replies'> {
  return {
    replies: messageId === null ? without(slice.replies, [id]) : { ...slice.replies, [id]: messageId },
  };
}

export function putEdit(slice: DraftsSlice, id: DraftKey, edit: Editing | null): Pick<DraftsSlice, 'edits'> {
  return { edits: edit === null ? without(slice.edits, [id]) : { ...slice.edits, [id]: edit } };
}

/** The app has this draft now. */
export function keepDraft(
  slice: DraftsSlice,
  id: ConversationId,
  draft: DraftContent,
): Pick<DraftsSlice, 'kept'> {
  return { kept: sameDraft(draft, noDraft) ? without(slice.kept, [id]) : { ...slice.kept, [id]: draft } };
}

/** Takes a draft that came from elsewhere, `isMixed` where it holds two texts; what was typed here since is kept with it. */
export function takeDraft(
  slice: DraftsSlice,
  id: ConversationId,
  draft: DraftContent,
  isMixed = false,
): Omit<DraftsSlice, 'edits'> {
  const { text, replyTo } = mergeDrafts(keptDraft(slice, id), draftAt(slice, id), draft);
  const put = putDraft(slice, id, text);
  return {
    ...put,
    ...putReply(slice, id, replyTo),
    ...keepDraft(slice, id, draft),
    mixed: isMixed && text !== '' ? { ...put.mixed, [id]: true } : put.mixed,
  };
}

export function replaceDrafts(slice: DraftsSlice, from: ConversationId, to: ConversationId): DraftsSlice {
  return {
    drafts: renamed(slice.drafts, from, to),
    replies: renamed(slice.replies, from, to),
    edits: renamed(slice.edits, from, to),
    kept: renamed(slice.kept, from, to),
    mixed: renamed(slice.mixed, from, to),
  };
}
