import { v4 as uuid } from 'uuid';
import { describe, expect, it } from 'vitest';
import { createHandSpace, signalsIn } from '../../../test/support/space/createHandSpace.ts';
import type { ConversationId } from '../../shared/model/ids.ts';
import { PRESENCE_EVERY_MS, READS_EVERY_MS, TYPING_EXPIRES_MS } from '../../shared/protocol/signals.ts';

const MINUTE = 60_000;

/** Ann, who watches, and Bob on two devices, in a space of their own. */
async function setUp() {
  const hand = createHandSpace();
  const { time, register, connect, ask, space } = hand;
  const [ann, bob] = [await register('ann'), await register('bob')];
  const [a, one, two] = [await connect(ann.id), await connect(bob.id), await connect(bob.id)];
  const { streams } = await ask(a.device, 'sync', { cursors: {} });
  const general = streams[2]?.stream.split(':')[1] as ConversationId;
  /** Lets what has changed be told. */
  const told = async () => {
    await time.endTurn();
    time.advance(PRESENCE_EVERY_MS);
    await time.endTurn();
    time.advance(PRESENCE_EVERY_MS);
  };
  await told();
  for (const { packets } of [a, one, two]) packets.length = 0;
  const setPresence = (device: typeof one.device, presence: 'online' | 'away') =>
    space.notice(device, 'presence:set', { presence });
  const wish = (value: 'busy' | 'invisible' | null) =>
    ask(one.device, 'entry:set', { kind: 'availability', key: 'own', value });
  /** What Ann was told of Bob since the last time. */
  const heard = () => signalsIn(a.packets.splice(0)).filter(({ type }) => type === 'presence.changed');
  return { ...hand, ann, bob, a, one, two, general, told, setPresence, wish, heard };
}

describe('typing', () => {
  it('S15: is told to the others there alone, and lasts until it expires', async () => {
    const { space, time, a, one, two, bob, general, told } = await setUp();
    space.notice(one.device, 'typing:set', { conversationId: general, typing: true });
    space.notice(one.device, 'typing:set', { conversationId: uuid(), typing: true });
    await told();
    time.advance(TYPING_EXPIRES_MS);
    const signal = { type: 'typing.changed', conversationId: general, userId: bob.id };
    expect(signalsIn(a.packets)).toEqual([
      { ...signal, typing: true },
      { ...signal, typing: false },
    ]);
    expect(signalsIn(two.packets)).toEqual([]);
  });
});

describe('presence', () => {
  it('S15: lasts until the last device goes, and is then when it was last there', async () => {
    const { space, time, store, one, two, bob, told, heard } = await setUp();
    space.disconnect(one.device);
    await told();
    expect(heard()).toEqual([]);
    space.disconnect(two.device);
    const at = time.clock.now();
    await told();
    const gone = { type: 'presence.changed', userId: bob.id, presence: 'offline', lastSeenAt: at };
    expect(heard()).toEqual([gone]);
    expect(await store.sightings()).toContainEqual({ userId: bob.id, at });
  });

  it('is that of the most present device', async () => {
    const { one, two, space, told, heard, setPresence } = await setUp();
    setPresence(one.device, 'away');
    await told();
    expect(heard()).toEqual([]);
    setPresence(two.device, 'away');
    await told();
    expect(heard()).toMatchObject([{ presence: 'away' }]);
    setPresence(one.device, 'online');
    await told();
    expect(heard()).toMatchObject([{ presence: 'online' }]);
    space.disconnect(one.device);
    await told();
    expect(heard()).toMatchObject([{ presence: 'away' }]);
  });

  it('is what the person wishes: busy on every device, or not to be seen', async () => {
    const { one, wish, told, heard, setPresence } = await setUp();
    await wish('busy');
    await told();
    expect(heard()).toMatchObject([{ presence: 'busy' }]);
    setPresence(one.device, 'away');
    await told();
    expect(heard()).toEqual([]);
    await wish('invisible');
    await told();
    expect(heard()).toMatchObject([{ presence: 'offline', lastSeenAt: expect.any(Number) }]);
    await wish(null);
    await told();
    expect(heard()).toMatchObject([{ presence: 'online' }]);
  });

  it('of someone invisible tells nothing, neither when they come nor when they go', async () => {
    const { space, store, time, one, two, bob, wish, told, heard, connect } = await setUp();
    await wish('invisible');
    await told();
    const seen = await store.sightings();
    heard();
    for (const { device } of [one, two]) space.disconnect(device);
    await told();
    const again = await connect(bob.id);
    await told();
    space.disconnect(again.device);
    await told();
    expect(heard()).toEqual([]);
    time.advance(MINUTE);
    await time.endTurn();
    const ofBob = (list: typeof seen) => list.filter(({ userId }) => userId === bob.id);
    expect(ofBob(seen)).toHaveLength(1);
    expect(ofBob(await store.sightings())).toEqual(ofBob(seen));
  });

  it('S15: what many do within one turn is one packet, and soon after that the next one', async () => {
    const { space, time, network, store, ann, a, told, register } = await setUp();
    const people = [];
    for (let number = 0; number < 20; number += 1) people.push(await register(`p${number}`));
    a.packets.length = 0;
    const devices = people.map(({ id }) => ({ id: uuid(), userId: id, sessionId: a.device.sessionId }));
    const packets = devices.map((device) => network.add(device));
    await Promise.all(devices.map((device) => space.connect(device)));
    await time.endTurn();
    expect(a.packets).toHaveLength(1);
    expect(signalsIn(a.packets)).toHaveLength(20);
    const listings = packets.map((list) => signalsIn(list).filter(({ type }) => type === 'presence.listed'));
    expect(listings[0]).toMatchObject([
      { present: { [ann.id]: 'online', [people[19]?.id ?? '']: 'online' } },
    ]);
    expect(new Set(listings.map((list) => list[0])).size).toBe(1);
    for (const device of devices) {
      space.disconnect(device);
      await time.endTurn();
    }
    expect(a.packets).toHaveLength(1);
    time.advance(PRESENCE_EVERY_MS);
    expect(a.packets).toHaveLength(2);
    expect(signalsIn(a.packets)).toHaveLength(40);
    await told();
    expect(await store.sightings()).toHaveLength(22);
  });

  it('S15: what changes back before it was told is not told', async () => {
    const { time, one, two, heard, setPresence, told } = await setUp();
    for (const presence of ['away', 'online'] as const)
      for (const { device } of [one, two]) setPresence(device, presence);
    await time.endTurn();
    await told();
    expect(heard()).toEqual([]);
  });

  it('is kept every minute: a server that dies knows to the minute who was there', async () => {
    const { time, store, ann, bob, one, two, space, connect } = await setUp();
    const seen = async () => {
      await time.endTurn();
      return new Map((await store.sightings()).map(({ userId, at }) => [userId, at]));
    };
    time.advance(MINUTE);
    const first = time.clock.now();
    expect(await seen()).toEqual(new Map([ann, bob].map(({ id }) => [id, first])));
    for (const { device } of [one, two]) space.disconnect(device);
    await time.endTurn();
    time.advance(10 * MINUTE);
    await time.endTurn();
    time.advance(MINUTE);
    expect((await seen()).get(ann.id)).toBe(time.clock.now());
    expect((await seen()).get(bob.id)).toBe(first);
    const back = time.clock.now();
    await connect(bob.id);
    // Who has only just come was there as well.
    expect((await seen()).get(bob.id)).toBeGreaterThanOrEqual(back);
  });

  it('of those who were there when the server stopped is known after its start', async () => {
    const { space, time, store, ann, bob } = await setUp();
    const stopped = space.stop();
    await time.endTurn();
    await stopped;
    expect((await store.sightings()).map(({ userId }) => userId).sort()).toEqual([ann.id, bob.id].sort());
  });

  it('S3: reaches a guest of those whom they meet, and of nobody else', async () => {
    const { time, store, settled, connect, space, one, two, told, ask, a } = await setUp();
    const channel = { kind: 'channel', name: 'visitors', clientId: uuid() };
    const { conversation } = await ask(a.device, 'conversation:create', channel);
    const expiresAt = time.clock.now() + 1000;
    const invite = { codeHash: 'guests', role: 'guest' as const, expiresAt, uses: 1 };
    await settled(store.createInvite(null, { ...invite, conversationIds: [conversation.id] }));
    const admission = { open: false, first: false, inviteHash: 'guests' };
    const guest = await settled(
      store.createAccount({ username: 'guest', displayName: 'Guest', passwordHash: '', admission }),
    );
    const { packets } = await connect(guest.id);
    for (const { device } of [one, two]) space.disconnect(device);
    await told();
    expect(signalsIn(packets)).toEqual([]);
    // Ann made the channel: she is whom the guest meets.
    space.disconnect(a.device);
    await told();
    expect(signalsIn(packets)).toMatchObject([{ userId: a.device.userId, presence: 'offline' }]);
  });
});

describe('how far others have read', () => {
  const reads = (packets: Parameters<typeof signalsIn>[0]) =>
    signalsIn(packets).filter(({ type }) => type === 'read.changed');

  it('S14: is told to the members, the last position of each, now and then', async () => {
    const { time, ask, a, one, bob, general } = await setUp();
    const seqs: number[] = [];
    for (const text of ['one', 'two', 'three']) {
      const payload = { conversationId: general, clientId: uuid(), text };
      seqs.push((await ask(a.device, 'message:send', payload)).message.seq);
    }
    a.packets.length = 0;
    const advance = (seq: number | undefined) =>
      ask(one.device, 'read:advance', { conversationId: general, seq });
    await advance(seqs[0]);
    await time.endTurn();
    await advance(seqs[1]);
    await advance(seqs[2]);
    const signal = { type: 'read.changed', conversationId: general, userId: bob.id };
    expect(reads(a.packets)).toEqual([{ ...signal, readSeq: seqs[0] }]);
    time.advance(READS_EVERY_MS);
    await time.endTurn();
    expect(reads(a.packets).slice(1)).toEqual([{ ...signal, readSeq: seqs[2] }]);
  });

  it('S14: is told to nobody else', async () => {
    const { time, ask, a, one, ann, bob, connect, register } = await setUp();
    const cleo = await connect((await register('cleo')).id);
    const payload = { kind: 'direct', memberIds: [ann.id, bob.id], clientId: uuid() };
    const { conversation } = await ask(a.device, 'conversation:create', payload);
    const text = { conversationId: conversation.id, clientId: uuid(), text: 'Hi' };
    const { message } = await ask(a.device, 'message:send', text);
    await ask(one.device, 'read:advance', { conversationId: conversation.id, seq: message.seq });
    time.advance(READS_EVERY_MS);
    await time.endTurn();
    expect(reads(a.packets)).toHaveLength(1);
    expect(reads(cleo.packets)).toEqual([]);
  });
});
