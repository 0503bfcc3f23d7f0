import { expect } from 'vitest';
import { parseEntry } from '../../../src/shared/model/entry.ts';
import type { ConversationId } from '../../../src/shared/model/ids.ts';
import {
  conversationOf,
  MAX_NOTIFICATIONS,
  type Notification,
} from '../../../src/shared/model/notification.ts';
import { userStream } from '../../../src/shared/model/stream.ts';
import type { QueuedRequest } from '../../../src/shared/protocol/passedOn.ts';
import type { HandDevice } from './handDevice.ts';
import type { DeviceState } from './stateOf.ts';
import type { World } from './world.ts';

/** Marks some of what a device shows as read, or all up to one of them. */
export async function readNotifications({ engine }: HandDevice, what: number): Promise<void> {
  const { entries } = await engine.content();
  const held = entries.filter(({ kind }) => kind === 'notification');
  const chosen = held[what % held.length];
  if (chosen === undefined) return;
  const at = parseEntry('notification', chosen.value)?.at ?? 0;
  const payload = what % 2 === 0 ? { keys: [chosen.key] } : { throughAt: at };
  const request: QueuedRequest = { name: 'notification:read', payload };
  await engine.addToOutbox({ conversationId: null, request });
}

/** A program tells one person, all of a conversation, or everyone something. */
export async function notifyPeople(world: World, what: number): Promise<void> {
  const { store } = world.server ?? {};
  const [owner] = world.people;
  if (store === undefined || owner === undefined) return;
  const { user } = world.person(what);
  const conversation = (await store.readableStreams(owner.user.id)).find(({ stream }) =>
    stream.startsWith('conversation:'),
  );
  const id = conversation?.stream.slice('conversation:'.length) as ConversationId;
  const recipients = [
    { kind: 'people' as const, userIds: [user.id] },
    { kind: 'conversation' as const, conversationId: id },
    { kind: 'everyone' as const },
  ][what % 3] ?? { kind: 'everyone' as const };
  const said = { title: `Said ${what}`, body: '' };
  const done = store.notify({ kind: 'user', userId: owner.user.id }, recipients, said).catch(() => 0);
  await world.clock.settle();
  await done;
}

/** What a person's notifications are whatever has happened: of what is there for them, and read where it was read. */
export function checkNotifications(userId: string, { entries, conversations }: DeviceState): void {
  const place = `${userStream(userId as never)} notification `;
  const held = Object.entries(entries).flatMap(([at, value]): [string, Notification][] =>
    at.startsWith(place) ? [[at.slice(place.length), value as Notification]] : [],
  );
  expect(held.length).toBeLessThanOrEqual(MAX_NOTIFICATIONS);
  for (const [key, { about, readAt }] of held) {
    const conversationId = conversationOf(about);
    if (conversationId === undefined || about.type === 'report') continue;
    const conversation = conversations[conversationId];
    expect(conversation?.joined, `${key} is of a conversation that one is in`).toBe(true);
    if (!conversation || !('messageId' in about)) continue;
    const message = conversation.messages.find(({ id }) => id === about.messageId);
    expect(message && message.deletedAt === null, `${key} is of a message that is there`).toBe(true);
    if (about.type === 'reaction') {
      const there = message?.reactions?.flatMap(({ userIds }) => userIds) ?? [];
      expect(there, `${key} tells of who reacts`).toEqual(expect.arrayContaining(about.actorIds));
    }
    if (about.type === 'mention' || about.type === 'reply')
      expect(readAt !== null || about.seq > conversation.readSeq, `${key} is read where it stands`).toBe(
        true,
      );
  }
}
