import { describe, expect, it } from 'vitest';
import type { OutboxItem } from '../../shared/ipc/views.ts';
import type { ConversationId, MessageId, UserId } from '../../shared/model/ids.ts';
import type { Notification, NotificationSubject } from '../../shared/model/notification.ts';
import { listNotifications } from './listing.ts';

const garden = 'garden' as ConversationId;
const [ada, ben] = ['ada', 'ben'] as [UserId, UserId];
const nobody: ReadonlySet<UserId> = new Set();
const ofMessage = { conversationId: garden, messageId: 'm' as MessageId, seq: 7 };
const mention: NotificationSubject = { type: 'mention', ...ofMessage, actorId: ada };
const reaction: NotificationSubject = { type: 'reaction', ...ofMessage, emoji: '🌻', actorIds: [ada, ben] };
const told = (about: NotificationSubject, at: number, readAt: number | null = null): Notification => ({
  about,
  at,
  readAt,
});
const reading = (payload: object) =>
  ({ action: { kind: 'request', request: { name: 'notification:read', payload } } }) as OutboxItem;
const unread = () => 0;

const held = new Map([
  ['message:a', told(mention, 10)],
  ['reaction:a', told(reaction, 30)],
  ['invitation:b', told({ type: 'invitation', conversationId: garden, actorId: ben }, 20, 25)],
]);
const news = (...list: Parameters<typeof listNotifications>) =>
  listNotifications(...list).flatMap((line) => (line.news ? [line.key] : []));

describe('what the bell lists', () => {
  it('comes newest first, and is news until it is read as such or where it stands', () => {
    expect(listNotifications(held, [], nobody, unread).map(({ key }) => key)).toEqual([
      'reaction:a',
      'invitation:b',
      'message:a',
    ]);
    expect(news(held, [], nobody, unread)).toEqual(['reaction:a', 'message:a']);
    expect(news(held, [], nobody, () => 7)).toEqual(['reaction:a']);
    expect(news(held, [], nobody, () => undefined)).toEqual(['reaction:a', 'message:a']);
  });

  it('is read at once where that waits to be sent, by its key or up to a time', () => {
    expect(news(held, [reading({ keys: ['reaction:a'] })], nobody, unread)).toEqual(['message:a']);
    const before = reading({ keys: ['reaction:a'], throughAt: 29 });
    expect(news(held, [before], nobody, unread)).toEqual(['reaction:a', 'message:a']);
    expect(news(held, [reading({ throughAt: 10 })], nobody, unread)).toEqual(['reaction:a']);
    expect(news(held, [reading({ throughAt: 30 }), reading({ throughAt: 5 })], nobody, unread)).toEqual([]);
  });

  it('says nothing of people whom one has blocked, nor what only they did', () => {
    const lines = listNotifications(held, [], new Set([ada]), unread);
    expect(lines.map(({ key }) => key)).toEqual(['reaction:a', 'invitation:b']);
    expect(lines[0]?.about).toMatchObject({ actorIds: [ben] });
    expect(listNotifications(held, [], new Set([ada, ben]), unread)).toEqual([]);
    const report: NotificationSubject = { type: 'report', reportId: 'r', ...ofMessage, actorId: ada };
    expect(
      listNotifications(new Map([['report:r', told(report, 1)]]), [], new Set([ada]), unread),
    ).toHaveLength(1);
  });
});
