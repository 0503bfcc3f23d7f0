import { v4 as uuid } from 'uuid';
import { describe, expect, it } from 'vitest';
import { eventsIn, createHandSpace as setUp } from '../../test/support/space/createHandSpace.ts';
import type { UserId } from '../shared/model/ids.ts';
import type { Device } from './broadcast/Rooms.ts';
import { defaultLimits } from './limits.ts';

describe('createSpace', () => {
  it('S2: a commit is pushed before its requests are answered, one packet for each stream', async () => {
    const { space, time, connect, register, ask } = setUp();
    const [ann, bob] = [await register('ann'), await register('bob')];
    const [a, b] = [await connect(ann.id), await connect(bob.id)];
    const { streams } = await ask(a.device, 'sync', { cursors: {} });
    const conversationId = streams[2]?.stream.split(':')[1];
    const order: string[] = [];
    const sends = [1, 2].map((number) => {
      const payload = { conversationId, clientId: uuid(), text: `text ${number}` };
      return space.request(a.device, 'message:send', payload).then((answer) => {
        order.push(`answered ${answer.ok}, pushed ${eventsIn(a.packets).length}`);
      });
    });
    expect(eventsIn(a.packets)).toEqual([]);
    await time.endTurn();
    await Promise.all(sends);
    expect(order).toEqual(['answered true, pushed 1', 'answered true, pushed 1']);
    expect(eventsIn(a.packets)).toEqual([['message.created', 'message.created']]);
    expect(eventsIn(b.packets)).toEqual(eventsIn(a.packets));
  });

  it('S8: joining subscribes all devices of the person before it is acknowledged', async () => {
    const { connect, register, ask } = setUp();
    const [ann, bob] = [await register('ann'), await register('bob')];
    const a = await connect(ann.id);
    const { conversation } = await ask(a.device, 'conversation:create', {
      kind: 'channel',
      name: 'cats',
      clientId: uuid(),
    });
    const [one, two] = [await connect(bob.id), await connect(bob.id)];
    await ask(one.device, 'conversation:join', { conversationId: conversation.id });
    expect(eventsIn(two.packets)).toEqual([['member.joined', 'message.created'], ['conversation.joined']]);
    await ask(a.device, 'message:send', { conversationId: conversation.id, clientId: uuid(), text: 'Hi' });
    expect(eventsIn(two.packets).at(-1)).toEqual(['message.created']);
  });

  it('S13: leaving in the turn of a message delivers what came before, and nothing after', async () => {
    const { space, time, connect, register, ask } = setUp();
    const [ann, bob] = [await register('ann'), await register('bob')];
    const [a, b] = [await connect(ann.id), await connect(bob.id)];
    const created = await ask(a.device, 'conversation:create', {
      kind: 'channel',
      name: 'cats',
      memberIds: [bob.id],
      clientId: uuid(),
    });
    const conversationId = created.conversation.id;
    b.packets.length = 0;
    void space.request(a.device, 'message:send', { conversationId, clientId: uuid(), text: 'before' });
    void space.request(b.device, 'conversation:leave', { conversationId });
    void space.request(a.device, 'message:send', { conversationId, clientId: uuid(), text: 'after' });
    await time.endTurn();
    expect(eventsIn(b.packets)).toEqual([['message.created'], ['entry.changed', 'conversation.left']]);
    expect(eventsIn(a.packets).slice(-2)).toEqual([
      ['message.created'],
      ['member.left', 'message.created', 'message.created'],
    ]);
  });

  it('S13: who is shut out hears nothing of what the same commit brings after it', async () => {
    const { space, time, network, connect, register, ask } = setUp();
    const [ann, bob] = [await register('ann'), await register('bob')];
    const [a, b, other] = [await connect(ann.id), await connect(bob.id), await connect(bob.id)];
    const { streams } = await ask(a.device, 'sync', { cursors: {} });
    const conversationId = streams.at(-1)?.stream.split(':')[1];
    const say = (by: typeof a, text: string) =>
      space.request(by.device, 'message:send', { conversationId, clientId: uuid(), text });
    const banned = space.request(a.device, 'user:state', { userId: bob.id, state: 'banned' });
    const [late, after] = [say(b, 'too late'), say(a, 'after')];
    await time.endTurn();
    expect(await banned).toMatchObject({ ok: true });
    expect(await late).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(await after).toMatchObject({ ok: true });
    for (const { packets, device } of [b, other]) {
      expect(packets).toEqual(['ended']);
      expect(network.streamsOf(device)).toEqual([]);
    }
    expect(await ask(a.device, 'history', { conversationId, limit: 9 })).toMatchObject({
      messages: [{ text: 'after' }],
    });
  });

  it('S13: who is shut out hears what the same commit brought before it, their own words too', async () => {
    const { space, time, store, settled, connect, register, ask } = setUp();
    const [ann, bob] = [await register('ann'), await register('bob')];
    const session = { userId: bob.id, passwordHash: '', tokenHash: 'of bob', expiresAt: 1e15 };
    const [a, b] = [await connect(ann.id), await connect(bob.id, await settled(store.startSession(session)))];
    const { streams } = await ask(a.device, 'sync', { cursors: {} });
    const conversationId = streams.at(-1)?.stream.split(':')[1];
    const said = space.request(b.device, 'message:send', { conversationId, clientId: uuid(), text: 'last' });
    const banned = space.request(a.device, 'user:state', { userId: bob.id, state: 'banned' });
    await time.endTurn();
    expect([await said, await banned]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(b.packets.at(-1)).toBe('ended');
    expect(eventsIn(b.packets.slice(0, -1))).toEqual([['message.created']]);
    expect(eventsIn(a.packets)).toContainEqual(['message.created']);
  });

  it('S4: what a conversation keeps for a day is gone after it, by itself', async () => {
    const { time, connect, register, ask } = setUp();
    const a = await connect((await register('ann')).id);
    const { streams } = await ask(a.device, 'sync', { cursors: {} });
    const conversationId = streams.at(-1)?.stream.split(':')[1];
    await ask(a.device, 'message:send', { conversationId, clientId: uuid(), text: 'for a day' });
    await ask(a.device, 'conversation:change', { conversationId, retentionDays: 1 });
    await time.endTurn();
    a.packets.length = 0;
    time.advance(26 * 3_600_000);
    for (let turns = 0; turns < 5; turns += 1) await time.endTurn();
    expect(eventsIn(a.packets)).toContainEqual(['messages.expired']);
    expect(await ask(a.device, 'history', { conversationId, limit: 9 })).toMatchObject({ messages: [] });
  });

  it('S8: a join that commits while a device connects is not lost, nor is a leave', async () => {
    const { space, store, network, register, connect, ask } = setUp();
    const [ann, bob] = [await register('ann'), await register('bob')];
    const a = await connect(ann.id);
    const make = async (name: string, memberIds: UserId[]) => {
      const payload = { kind: 'channel', name, memberIds, clientId: uuid() };
      return (await ask(a.device, 'conversation:create', payload)).conversation.id;
    };
    const [joined, left] = [await make('joined', []), await make('left', [bob.id])];
    const b = await connect(bob.id);
    const late: Device = { id: uuid(), userId: bob.id, sessionId: b.device.sessionId };
    network.add(late);
    const readNow = store.readableStreams;
    const overtaken = Promise.withResolvers<void>();
    store.readableStreams = async (userId) => {
      const states = await readNow(userId);
      await overtaken.promise;
      return states;
    };
    const connected = space.connect(late);
    await ask(b.device, 'conversation:join', { conversationId: joined });
    await ask(b.device, 'conversation:leave', { conversationId: left });
    overtaken.resolve();
    await connected;
    expect(network.streamsOf(late)).toContain(`conversation:${joined}`);
    expect(network.streamsOf(late)).not.toContain(`conversation:${left}`);
  });

  it('refuses what it does not know, whatever it is called', async () => {
    const { space, register, connect } = setUp();
    const { device } = await connect((await register('ann')).id);
    for (const name of [
      'nonsense',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      '',
      'typing:set',
    ]) {
      const answer = await space.request(device, name, {});
      expect(answer, name).toMatchObject({ ok: false, error: { code: 'invalid', retryable: false } });
    }
  });

  it.each([
    ['message:send', { conversationId: 'x', clientId: uuid(), text: 'Hi' }, 'conversationId: '],
    ['message:send', { conversationId: uuid(), clientId: uuid(), text: ' ' }, 'text: must not be empty'],
    [
      'message:send',
      { conversationId: uuid(), clientId: uuid(), text: 'a', more: 1 },
      'more: is not a known',
    ],
    ['message:send', 'text', 'Invalid input: expected object'],
    [
      'conversation:create',
      { kind: 'channel', name: 'a', memberIds: ['x'], clientId: uuid() },
      'memberIds[0]: ',
    ],
    ['sync', { cursors: { nonsense: 1 } }, 'cursors.nonsense: '],
  ])('S16: %s names what is wrong with its payload', async (name, payload, words) => {
    const { space, register, connect } = setUp();
    const { device } = await connect((await register('ann')).id);
    const answer = await space.request(device, name, payload);
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'invalid', message: expect.stringContaining(words) },
    });
  });

  it('limits sends for a person over all devices, and again takes them a second later', async () => {
    const send = { perSecond: 20, burst: 20 };
    const { space, time, register, connect, ask } = setUp({ ...defaultLimits, send });
    const ann = await register('ann');
    const [one, two] = [await connect(ann.id), await connect(ann.id)];
    const { streams } = await ask(one.device, 'sync', { cursors: {} });
    const conversationId = streams[2]?.stream.split(':')[1];
    const sendOne = (device: Device) =>
      space.request(device, 'message:send', { conversationId, clientId: uuid(), text: 'Hi' });
    const sends = Array.from({ length: 30 }, (_, index) => sendOne(index % 2 ? one.device : two.device));
    await time.endTurn();
    const refused = (await Promise.all(sends)).filter((answer) => !answer.ok);
    expect(refused).toHaveLength(10);
    expect(refused[0]).toMatchObject({ error: { code: 'rate_limited', retryable: true, retryAfterMs: 50 } });
    time.advance(1000);
    const again = sendOne(one.device);
    await time.endTurn();
    expect(await again).toMatchObject({ ok: true });
  });

  it('finishes what it accepted when it stops, and refuses the rest', async () => {
    const { space, time, register, connect } = setUp();
    const { device } = await connect((await register('ann')).id);
    const payload = () => ({ kind: 'channel', name: uuid(), clientId: uuid() });
    const accepted = space.request(device, 'conversation:create', payload());
    const stopped = space.stop();
    const late = await space.request(device, 'conversation:create', payload());
    expect(late).toMatchObject({ ok: false, error: { code: 'shutting_down', retryable: true } });
    await time.endTurn();
    await stopped;
    expect(await accepted).toMatchObject({ ok: true });
  });
});
