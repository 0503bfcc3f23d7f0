import { sameDraft } from '../../shared/model/draft.ts';
import type { ClientId, ConversationId, MessageId, Seq, SpaceId } from '../../shared/model/ids.ts';
import type { App } from '../store/app.ts';
import {
  type DraftKey,
  draftAt,
  keepDraft,
  keptDraft,
  type MessageTarget,
  putDraft,
  putEdit,
  putReply,
} from '../store/drafts.ts';
import type { ShownMessage } from '../store/overlay.ts';
import { without } from '../store/records.ts';
import { selectMayWrite } from '../store/selectors.ts';
import { raiseToast } from './navigate.ts';
import { loadNewest } from './pages.ts';

export type Where = { spaceId: SpaceId; conversationId: ConversationId };

/** What names a message towards the app. */
export const targetOf = (message: ShownMessage): MessageTarget =>
  message.id === null ? { clientId: message.clientId } : { messageId: message.id };

/**
 * Sends what is written. The field is emptied at once; what could not be taken comes back into it, before whatever
 * was written since, so that no text is ever lost.
 */
export async function sendMessage(
  app: App,
  where: Where,
  text: string,
  thread?: MessageId,
): Promise<boolean> {
  const { store, api } = app;
  const { conversationId } = where;
  const key = thread ?? conversationId;
  const replyTo = thread ?? store.getState().replies[conversationId];
  store.setState((state) => ({
    ...putDraft(state, key, ''),
    ...(thread === undefined ? putReply(state, conversationId, null) : {}),
  }));
  if (store.getState().windows[conversationId]?.newer === true) {
    app.places.delete(conversationId);
    void loadNewest(app, where.spaceId, conversationId);
  }
  const sent = await api.call('messages:send', {
    ...where,
    text,
    ...(replyTo === undefined ? {} : { replyTo }),
  });
  if (sent.ok) {
    store.setState({ hasSent: true });
    if (thread === undefined) void saveDraft(app, where);
    return true;
  }
  store.setState((state) => {
    const since = state.drafts[key];
    return {
      ...putDraft(state, key, since === undefined ? text : `${text}\n${since}`),
      ...(replyTo === undefined || thread !== undefined ? {} : putReply(state, conversationId, replyTo)),
    };
  });
  return false;
}

/** Forwards a message to a conversation, and sends a word of one's own after it. */
export async function forwardMessage(
  app: App,
  where: Where,
  { id, text }: ShownMessage,
  comment: string,
): Promise<boolean> {
  if (id === null) return false;
  const sent = await app.api.call('messages:send', { ...where, text, forwardOf: id });
  if (!sent.ok || comment.trim() === '') return sent.ok;
  return (await app.api.call('messages:send', { ...where, text: comment })).ok;
}

export async function editMessage(
  app: App,
  where: Where,
  target: MessageTarget,
  text: string,
): Promise<boolean> {
  const edited = await app.api.call('messages:edit', { ...where, target, text });
  return edited.ok;
}

export async function deleteMessage(app: App, where: Where, message: ShownMessage): Promise<boolean> {
  const deleted = await app.api.call('messages:delete', { ...where, target: targetOf(message) });
  return deleted.ok;
}

export const retrySend = (app: App, spaceId: SpaceId, clientId: ClientId) =>
  app.api.call('outbox:retry', { spaceId, clientId });

export const discardSend = (app: App, spaceId: SpaceId, clientId: ClientId) =>
  app.api.call('outbox:discard', { spaceId, clientId });

export function writeDraft(app: App, conversationId: DraftKey, text: string): void {
  app.store.setState((state) => putDraft(state, conversationId, text));
}

/** Has the draft kept as it stands now. */
export async function saveDraft(app: App, where: Where): Promise<void> {
  const { store, api } = app;
  const { conversationId } = where;
  const draft = draftAt(store.getState(), conversationId);
  const was = keptDraft(store.getState(), conversationId);
  store.setState((state) => keepDraft(state, conversationId, draft));
  const saved = await api.call('drafts:save', { ...where, draft, was });
  // It is still to be saved, with whatever is written next.
  if (!saved.ok && sameDraft(keptDraft(store.getState(), conversationId), draft))
    store.setState((state) => keepDraft(state, conversationId, was));
}

export function beginReply(app: App, conversationId: ConversationId, messageId: MessageId): void {
  app.store.setState((state) => ({
    ...putEdit(state, conversationId, null),
    ...putReply(state, conversationId, messageId),
  }));
}

export function beginEdit(app: App, conversationId: DraftKey, message: ShownMessage): void {
  const edit = { target: targetOf(message), key: message.key, text: message.text };
  app.store.setState((state) => ({
    ...putReply(state, conversationId, null),
    ...putEdit(state, conversationId, edit),
  }));
}

export function changeEdit(app: App, conversationId: DraftKey, text: string): void {
  app.store.setState((state) => {
    const edit = state.edits[conversationId];
    return edit === undefined ? {} : putEdit(state, conversationId, { ...edit, text });
  });
}

/** Ends a reply or an edit under way; tells whether there was one. */
export function cancelReplyOrEdit(app: App, conversationId: DraftKey): boolean {
  const { replies, edits } = app.store.getState();
  if (replies[conversationId] === undefined && edits[conversationId] === undefined) return false;
  app.store.setState((state) => ({
    ...putReply(state, conversationId, null),
    ...putEdit(state, conversationId, null),
  }));
  return true;
}

/** Marks as read what was seen, but for what the person has just marked unread. */
export function advanceSeen(app: App, where: Where, seq: Seq): void {
  if (!app.store.getState().markedUnread[where.conversationId]) advanceRead(app, where, seq);
}

/** Marks a message and what comes after it as unread, which holds until the conversation is left. */
export async function markUnread(app: App, where: Where, seq: Seq): Promise<void> {
  const { conversationId } = where;
  const before = app.store.getState().newAfter[conversationId];
  app.store.setState((state) => ({
    newAfter: { ...state.newAfter, [conversationId]: seq - 1 },
    markedUnread: { ...state.markedUnread, [conversationId]: true },
  }));
  const marked = await app.api.call('reads:reset', { ...where, seq: seq - 1 });
  if (marked.ok) return;
  app.store.setState((state) => ({
    newAfter:
      before === undefined
        ? without(state.newAfter, [conversationId])
        : { ...state.newAfter, [conversationId]: before },
    markedUnread: without(state.markedUnread, [conversationId]),
  }));
  raiseToast(app, 'problem', 'toast.failed');
}

/** Marks as read up to a message, unless that is known already. */
function advanceRead(app: App, where: Where, seq: Seq): void {
  const conversation = app.store.getState().conversations[where.spaceId]?.[where.conversationId];
  if (conversation === undefined || !conversation.joined || conversation.readSeq >= seq) return;
  // Where another tab writes, what is read is read there.
  if (!selectMayWrite(app.store.getState())) return;
  app.store.setState((state) => ({ markedUnread: without(state.markedUnread, [where.conversationId]) }));
  void app.api.call('reads:advance', { ...where, seq });
}

/** Marks everything in a conversation as read, as far as this computer knows of it. */
export function markAllRead(app: App, where: Where): void {
  const conversation = app.store.getState().conversations[where.spaceId]?.[where.conversationId];
  if (conversation !== undefined) advanceRead(app, where, conversation.headSeq);
}

/** The same for what is open: what has come since and cannot be seen stays unread. */
export function markRead(app: App, where: Where): void {
  const newest = app.store.getState().windows[where.conversationId];
  const last = newest?.messages.at(-1);
  if (newest?.newer === false && last !== undefined) advanceRead(app, where, last.seq);
}
