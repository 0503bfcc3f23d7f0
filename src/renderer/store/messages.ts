import type { ConversationId } from '../../shared/model/ids.ts';
import { emptyWindow, type MessageWindow } from './messageWindow.ts';
import { renamed } from './records.ts';

/** The messages held of each conversation that was opened. */
export type MessagesSlice = { windows: Readonly<Record<ConversationId, MessageWindow>> };

export const initialMessages: MessagesSlice = { windows: {} };

/** Changes one conversation's window, if it has one. */
export function changeWindow(
  slice: MessagesSlice,
  conversationId: ConversationId,
  change: (window: MessageWindow) => MessageWindow,
): Partial<MessagesSlice> {
  const held = slice.windows[conversationId];
  return held === undefined ? {} : { windows: { ...slice.windows, [conversationId]: change(held) } };
}

/** Gives a conversation a window that has nothing yet, unless it has one. */
export function openWindow(slice: MessagesSlice, conversationId: ConversationId): Partial<MessagesSlice> {
  if (slice.windows[conversationId] !== undefined) return {};
  return { windows: { ...slice.windows, [conversationId]: emptyWindow } };
}

export function replaceWindow(
  slice: MessagesSlice,
  from: ConversationId,
  to: ConversationId,
): Partial<MessagesSlice> {
  const windows = renamed(slice.windows, from, to);
  const moved = windows[to];
  // What was held belonged to a conversation that did not exist yet: the real one may have more.
  return moved === undefined ? {} : { windows: { ...windows, [to]: { ...moved, stale: true } } };
}
