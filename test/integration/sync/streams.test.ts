import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConversationId, clientIdSchema } from '../../../src/shared/model/ids.ts';
import { SNAPSHOT_MESSAGES } from '../../../src/shared/protocol/sync.ts';
import type { HandDevice } from '../../support/byHand/handDevice.ts';
import { allMessages, stateOf } from '../../support/byHand/stateOf.ts';
import { World } from '../../support/byHand/world.ts';

let world: World;
let ada: HandDevice;
let ben: HandDevice;
let general: ConversationId;

beforeEach(async () => {
  world = await World.create('ada', 'ben');
  ada = await world.addDevice(0);
  ben = await world.addDevice(1);
  await world.run(100);
  general = await conversationNamed(ada, 'general');
});
afterEach(() => world.close());

async function conversationNamed(device: HandDevice, name: string): Promise<ConversationId> {
  const found = (await device.engine.content()).conversations.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${device.name} knows no #${name}`);
  return found.id;
}

const say = (device: HandDevice, text: string, conversationId = general) =>
  device.engine.sendMessage({ conversationId, text });
/** What people wrote: not the lines that say who came and went. */
const texts = async (device: HandDevice, conversationId = general) =>
  (await device.cache.page(conversationId, undefined, 500)).messages
    .filter(({ notice }) => notice === undefined)
    .map(({ text }) => text);
const view = async (device: HandDevice, id = general) =>
  (await device.engine.content()).conversations.find((one) => one.id === id);

/** Many messages at once by a person, written past the wires. */
async function write(from: HandDevice, count: number): Promise<void> {
  const store = world.startServer();
  const sent = Promise.all(
    Array.from({ length: count }, (_, number) =>
      store.sendMessage(from.userId, {
        conversationId: general,
        clientId: clientIdSchema.parse(v7()),
        text: `line ${number}`,
      }),
    ),
  );
  await world.clock.settle();
  await sent;
}

/** Ada writes three messages, which Ben reads on all his devices; their seqs. */
async function threeRead(): Promise<[number, number, number]> {
  for (const text of ['one', 'two', 'three']) await say(ada, text);
  await world.run(100);
  const [first = 0, middle = 0, last = 0] = (await ben.cache.page(general, undefined, 3)).messages.map(
    ({ seq }) => seq,
  );
  await ben.engine.advanceRead({ conversationId: general, seq: last });
  await world.run(100);
  return [first, middle, last];
}

describe('what is said while someone listens', () => {
  it('S8: an author receives the event of what they wrote', async () => {
    await say(ada, 'hello');
    await world.deliverAll();
    expect(await texts(ada)).toEqual(['hello']);
    expect(await ada.outbox.rows()).toEqual([]);
  });

  it('S9: a gap waits, then catches up; what comes later waits with it', async () => {
    await say(ada, 'one');
    await say(ada, 'two');
    await world.deliverAll([ada]);
    ben.wire?.loseEvents(0);
    await world.deliverAll();
    expect(await texts(ben)).toEqual([]);
    await world.clock.advance(199);
    expect(ben.wire?.up).toEqual([]);
    await world.clock.advance(1);
    expect(ben.wire?.up).toHaveLength(1);
    await world.deliverAll();
    expect(await texts(ben)).toEqual(['one', 'two']);
  });

  it('S9: what was only late ends the gap without a request', async () => {
    await say(ada, 'one');
    await world.deliverAll([ada]);
    await say(ada, 'two');
    await world.deliverAll([ada]);
    ben.wire?.swapEvents(0);
    ben.wire?.deliverDown();
    await world.clock.advance(100);
    await world.deliverAll();
    expect(await texts(ben)).toEqual(['one', 'two']);
    await world.clock.advance(200);
    expect(ben.wire?.up).toEqual([]);
  });

  it('S9: a lost last event is noticed when the heads are compared', async () => {
    await say(ada, 'only');
    await world.deliverAll([ada]);
    ben.wire?.loseEvents(0);
    await world.run(59_000);
    expect(await texts(ben)).toEqual([]);
    await world.run(2_000);
    expect(await texts(ben)).toEqual(['only']);
  });

  it('S15: who types is shown, and stops being shown when they write or fall silent', async () => {
    const typing = () => ben.deltas.filter(({ type }) => type === 'typing.changed').at(-1);
    ada.engine.setTyping({ conversationId: general, typing: true });
    await world.deliverAll();
    expect(typing()).toMatchObject({ userIds: [ada.userId] });
    await world.run(6_000);
    expect(typing()).toMatchObject({ userIds: [] });
  });

  it('a person with two devices is online until the last one goes', async () => {
    const second = await world.addDevice(0);
    await world.run(100);
    const online = async () =>
      (await ben.engine.content()).presence.some(
        ({ userId, presence }) => userId === ada.userId && presence === 'online',
      );
    expect(await online()).toBe(true);
    ada.wire?.cutServer();
    await world.deliverAll();
    expect(await online()).toBe(true);
    second.wire?.cutServer();
    await world.run(300, [ben]);
    expect(await online()).toBe(false);
  });
});

describe('catching up', () => {
  it('S10: thousands of missed events come page by page, each once, with the right count', async () => {
    ben.plugged = false;
    ben.wire?.cutBoth();
    await write(ada, 1_300);
    ben.plugged = true;
    await world.run(5_000);
    expect((await view(ben))?.unread).toBe(1_300);
    expect(await allMessages(world, ben, general)).toHaveLength(1_300);
  });

  it('S10: who was away for longer than the server replays starts from a snapshot, and counts all of it', async () => {
    await write(ada, 3);
    await world.run(100);
    for (const device of [ada, ben]) {
      device.plugged = false;
      device.wire?.cutBoth();
    }
    await write(ada, 20_100);
    ben.plugged = true;
    await world.run(5_000);
    expect((await view(ben))?.unread).toBe(20_103);
    const newest = await ben.cache.page(general, undefined, 500);
    expect(newest.messages).toHaveLength(SNAPSHOT_MESSAGES);
    expect(newest.older).toBe('hole');
  });

  it('S12: history is paged in around what is cached, and events about what is not cached only count', async () => {
    await write(ada, 100);
    const fresh = await world.freshDevice(ben.userId);
    world.devices.push(fresh);
    await world.run(100);
    const [oldest] = await allMessages(world, ben, general);
    if (oldest === undefined) throw new Error('no messages');
    await ada.engine.deleteMessage({ conversationId: general, target: { messageId: oldest.id } });
    await world.run(100);
    expect((await view(fresh))?.unread).toBe(99);
    expect((await view(ben))?.unread).toBe(99);
    expect(await stateOf(world, fresh)).toEqual(await stateOf(world, ben));
  });

  it('S4: a deletion made while someone was away takes the text from their cache', async () => {
    await say(ada, 'a secret');
    await world.run(100);
    ben.plugged = false;
    ben.wire?.cutBoth();
    const [message] = (await ada.cache.page(general, undefined, 1)).messages;
    if (message === undefined) throw new Error('no message');
    await ada.engine.deleteMessage({ conversationId: general, target: { messageId: message.id } });
    await world.run(100, [ada]);
    expect(await texts(ben)).toEqual(['a secret']);
    ben.plugged = true;
    await world.run(5_000);
    expect(await texts(ben)).toEqual(['']);
    expect((await view(ben))?.unread).toBe(0);
  });

  it('S14: what is read on one device is read on the other', async () => {
    const second = await world.addDevice(1);
    await say(ada, 'one');
    await say(ada, 'two');
    await world.run(100);
    expect(second.unread).toBe(2);
    const seq = (await ben.cache.page(general, undefined, 1)).messages[0]?.seq ?? 0;
    await ben.engine.advanceRead({ conversationId: general, seq });
    expect(ben.unread).toBe(0);
    await world.run(100);
    expect(second.unread).toBe(0);
  });

  it('S14: what was read is told again where its row in the outbox was lost to damage', async () => {
    const second = await world.addDevice(1);
    await say(ada, 'one');
    await world.run(100);
    const seq = (await ben.cache.page(general, undefined, 1)).messages[0]?.seq ?? 0;
    ben.plugged = false;
    ben.wire?.cutBoth();
    await ben.engine.advanceRead({ conversationId: general, seq });
    for (const { clientId } of await ben.outbox.rows()) await ben.outbox.remove(clientId);
    await ben.restart();
    ben.plugged = true;
    await world.run(60_000);
    expect(second.unread).toBe(0);
    // Once it is known nothing is told any more.
    await ben.restart();
    expect(await ben.outbox.rows()).toEqual([]);
  });

  it('S14: what is marked unread on one device, offline and over a restart, is unread on the other', async () => {
    const second = await world.addDevice(1);
    for (const text of ['one', 'two', '@ben three']) await say(ada, text);
    await world.run(100);
    const seqs = (await ben.cache.page(general, undefined, 3)).messages.map(({ seq }) => seq);
    const [first = 0, , last = 0] = seqs;
    ben.plugged = false;
    ben.wire?.cutBoth();
    await ben.engine.advanceRead({ conversationId: general, seq: last });
    await ben.engine.resetRead({ conversationId: general, seq: first });
    // What was read before and has not left is not told any more.
    expect((await ben.outbox.rows()).map(({ action }) => action)).toEqual([
      { kind: 'resetRead', seq: first },
    ]);
    await ben.restart();
    expect(await view(ben)).toMatchObject({ readSeq: first, unread: 2, unreadMentions: 1 });
    await second.engine.advanceRead({ conversationId: general, seq: last });
    await world.run(100);
    expect(await view(second)).toMatchObject({ readSeq: last, unread: 0 });
    ben.plugged = true;
    await world.run(60_000);
    expect(await ben.outbox.rows()).toEqual([]);
    for (const device of [ben, second])
      expect(await view(device), device.name).toMatchObject({ readSeq: first, unread: 2, unreadMentions: 1 });
    // Reading goes on from there, on either device.
    await second.engine.advanceRead({ conversationId: general, seq: last });
    await world.run(100);
    expect(await view(ben)).toMatchObject({ readSeq: last, unread: 0 });
  });

  it('S14: marking unread again where it stands does not hold against the other device’s marking, which comes after it', async () => {
    const second = await world.addDevice(1);
    const [first, , last] = await threeRead();
    // It moves nothing, so that no event tells of it; taken in one commit with the other, it is answered after the other’s event.
    await ben.engine.resetRead({ conversationId: general, seq: last });
    await second.engine.resetRead({ conversationId: general, seq: first });
    await world.run(100);
    expect(await ben.outbox.rows()).toEqual([]);
    for (const device of [ben, second])
      expect(await view(device), device.name).toMatchObject({ readSeq: first, unread: 2 });
  });

  it('S14: marking unread whose answer is lost does not hold against the other device’s marking, which comes after it', async () => {
    const second = await world.addDevice(1);
    const [first, middle] = await threeRead();
    await ben.engine.resetRead({ conversationId: general, seq: middle });
    ben.wire?.deliverUp();
    await world.clock.settle();
    ben.plugged = false;
    ben.wire?.cutBoth();
    await world.run(100);
    expect(await view(second)).toMatchObject({ readSeq: middle, unread: 1 });
    await second.engine.resetRead({ conversationId: general, seq: first });
    await world.run(100);
    expect(await view(ben)).toMatchObject({ readSeq: middle, unread: 1 });
    ben.plugged = true;
    await world.run(60_000);
    for (const device of [ben, second])
      expect(await view(device), device.name).toMatchObject({ readSeq: first, unread: 2 });
  });

  it('S14: what is read after marking unread stays read while the server hears of both', async () => {
    const second = await world.addDevice(1);
    const [first, middle] = await threeRead();
    ben.plugged = false;
    ben.wire?.cutBoth();
    await ben.engine.resetRead({ conversationId: general, seq: first });
    await ben.engine.advanceRead({ conversationId: general, seq: middle });
    ben.deltas.length = 0;
    ben.plugged = true;
    await world.run(60_000);
    const shown = ben.deltas
      .flatMap((delta) => (delta.type === 'conversations.changed' ? delta.conversations : []))
      .filter(({ id }) => id === general);
    expect(new Set(shown.map(({ readSeq }) => readSeq))).toEqual(new Set([middle]));
    expect(await ben.outbox.rows()).toEqual([]);
    for (const device of [ben, second])
      expect(await view(device), device.name).toMatchObject({ readSeq: middle, unread: 1 });
  });

  it('S14: a muted conversation adds to the total only what mentions one, until the mute ends', async () => {
    const until = world.clock.now() + 3_600_000;
    const payload = { kind: 'mute' as const, key: general, value: { until } };
    await ben.engine.addToOutbox({ conversationId: null, request: { name: 'entry:set', payload } });
    for (const text of ['one', 'two', '@ben three']) await say(ada, text);
    await world.run(100);
    expect(await view(ben)).toMatchObject({ unread: 3, unreadMentions: 1 });
    expect(ben.unread).toBe(1);
    await world.run(3_600_000);
    expect(ben.unread).toBe(3);
  });

  it('S14: direct messages of someone who is blocked add nothing to the total, at once and until they are not', async () => {
    const { conversationId } = await ada.engine.createConversation({ kind: 'direct', userId: ben.userId });
    for (const text of ['one', 'two']) await say(ada, text, conversationId);
    await say(ada, 'for all');
    await world.run(100);
    expect(ben.unread).toBe(3);
    const block = (value: { blockedAt: number } | null) => {
      const payload = { kind: 'blocked' as const, key: ada.userId, value };
      return ben.engine.addToOutbox({ conversationId: null, request: { name: 'entry:set', payload } });
    };
    ben.plugged = false;
    ben.wire?.cutBoth();
    await block({ blockedAt: 1 });
    expect(ben.unread).toBe(1);
    await ben.restart();
    expect(ben.unread).toBe(1);
    ben.plugged = true;
    await world.run(60_000);
    await say(ada, 'three', conversationId);
    await world.run(100);
    expect(ben.unread).toBe(1);
    await block(null);
    expect(ben.unread).toBe(4);
  });

  it('S13: leaving removes the conversation’s messages, and rejoining brings them back', async () => {
    const { conversationId } = await ada.engine.createConversation({
      kind: 'channel',
      name: 'garden',
      private: false,
    });
    await say(ada, 'welcome', conversationId);
    await world.run(100);
    const garden = await conversationNamed(ben, 'garden');
    await ben.engine.joinConversation({ conversationId: garden });
    await world.run(100);
    expect(await texts(ben, garden)).toEqual(['welcome']);
    await ben.engine.leaveConversation({ conversationId: garden });
    await world.run(100);
    expect(await texts(ben, garden)).toEqual([]);
    expect(await view(ben, garden)).toMatchObject({ joined: false, unread: 0 });
    await say(ada, 'still here', garden);
    await world.run(100);
    expect(await texts(ben, garden)).toEqual([]);
    await ben.engine.joinConversation({ conversationId: garden });
    await world.run(100);
    expect(await texts(ben, garden)).toEqual(['welcome', 'still here']);
  });
});

it('S13: a channel left and joined again elsewhere, while this device was away, is there when it returns', async () => {
  await ada.engine.createConversation({ kind: 'channel', name: 'garden', private: false });
  await world.run(100);
  const garden = await conversationNamed(ben, 'garden');
  await ben.engine.joinConversation({ conversationId: garden });
  await world.run(100);
  const second = await world.addDevice(1);
  await world.run(100);
  second.plugged = false;
  second.wire?.cutBoth();
  await ben.engine.leaveConversation({ conversationId: garden });
  await ben.engine.joinConversation({ conversationId: garden });
  await say(ada, 'welcome back', garden);
  await world.run(100);
  second.plugged = true;
  await world.run(5_000);
  expect(await texts(second, garden)).toEqual(['welcome back']);
});

describe('being told', () => {
  it('tells of live messages one by one, and of missed ones at once when all is known', async () => {
    await say(ada, 'live');
    await world.run(100);
    expect(ben.arrivals.map(({ when, messages }) => [when, messages.length])).toEqual([['live', 1]]);
    ben.plugged = false;
    ben.wire?.cutBoth();
    await write(ada, 700);
    ben.plugged = true;
    await world.run(5_000);
    const missed = ben.arrivals.slice(1);
    expect(missed.map(({ when, messages }) => [when, messages.length])).toEqual([['caughtUp', 700]]);
  });

  it('does not tell of what was read elsewhere meanwhile', async () => {
    const second = await world.addDevice(1);
    await world.run(100);
    second.plugged = false;
    second.wire?.cutBoth();
    await say(ada, 'one');
    await world.run(100);
    const seq = (await ben.cache.page(general, undefined, 1)).messages[0]?.seq ?? 0;
    await ben.engine.advanceRead({ conversationId: general, seq });
    await world.run(100);
    second.plugged = true;
    await world.run(5_000);
    expect(second.arrivals).toEqual([]);
  });

  it('tells nothing of what a rebuilt cache is filled with', async () => {
    await write(ada, 5);
    await world.run(100);
    const before = ben.arrivals.length;
    await ben.restart({ loseCache: true });
    await world.run(2_000);
    expect(await texts(ben)).toHaveLength(5);
    expect(ben.arrivals).toHaveLength(before);
  });

  it('tells of the first message of a conversation one was brought into', async () => {
    const { conversationId } = await ada.engine.createConversation({ kind: 'direct', userId: ben.userId });
    await say(ada, 'psst', conversationId);
    await world.run(500);
    expect(ben.arrivals.flatMap(({ messages }) => messages.map(({ text }) => text))).toEqual(['psst']);
  });
});
