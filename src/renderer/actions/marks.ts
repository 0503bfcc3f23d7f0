import type { MessageId } from '../../shared/model/ids.ts';
import type { QueuedRequest } from '../../shared/protocol/passedOn.ts';
import { rememberEmoji } from '../emoji/recentEmoji.ts';
import type { App } from '../store/app.ts';
import type { Where } from './messages.ts';
import { queue } from './queue.ts';

/** Puts one's emoji to a message, or takes it away. */
export function react(app: App, where: Where, messageId: MessageId, emoji: string, on: boolean): void {
  if (on) rememberEmoji(emoji);
  const request: QueuedRequest = { name: 'message:react', payload: { messageId, emoji, on } };
  void queue(app, where.spaceId, where.conversationId, request);
}

/** Keeps a message at hand for its conversation, or no longer. */
export function pinMessage(app: App, where: Where, messageId: MessageId, pinned: boolean): void {
  const request: QueuedRequest = { name: 'message:pin', payload: { messageId, pinned } };
  void queue(app, where.spaceId, where.conversationId, request);
}

/** Keeps a message for later, for oneself, or no longer. */
export function saveMessage(app: App, where: Where, messageId: MessageId, saved: boolean): void {
  const value = saved ? { conversationId: where.conversationId, savedAt: Date.now() } : null;
  void queue(app, where.spaceId, null, {
    name: 'entry:set',
    payload: { kind: 'saved', key: messageId, value },
  });
}
