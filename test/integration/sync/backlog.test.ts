import { v7 } from 'uuid';
import { afterEach, describe, expect, it } from 'vitest';
import { type ClientId, clientIdSchema } from '../../../src/shared/model/ids.ts';
import { conversationStream, type Stream } from '../../../src/shared/model/stream.ts';
import type { Payload } from '../../../src/shared/protocol/requests.ts';
import { SYNC_MAX_BYTES, SYNC_MAX_EVENTS } from '../../../src/shared/protocol/sync.ts';
import { createVictim, me, spaceId, synced, userId } from '../../support/byHand/maliciousServer.ts';
import { createTestSpace } from '../../support/space/createTestSpace.ts';

const plenty = { perSecond: 1e6, burst: 1e6 };
const newClientId = (): ClientId => clientIdSchema.parse(v7());

describe('the server', () => {
  let space: Awaited<ReturnType<typeof createTestSpace>>;
  afterEach(() => space.dispose());

  it('answers a huge backlog in pages, each as short as it says, and all of it', async () => {
    space = await createTestSpace({ limits: { send: plenty, create: plenty, read: plenty } });
    const ann = await space.enter('ann');
    const ids = [await ann.general()];
    for (const name of ['garden', 'kitchen']) {
      const asked = { kind: 'channel' as const, name, clientId: newClientId() };
      ids.push((await ann.ask('conversation:create', asked)).conversation.id);
    }
    const cursors: Payload<'sync'>['cursors'] = {};
    for (const { stream, head } of (await ann.ask('sync', { cursors: {} })).streams) cursors[stream] = head;
    for (const conversationId of ids)
      for (const [count, text] of [
        [700, 'short'],
        [60, 'x'.repeat(20_000)],
      ] as const)
        await Promise.all(
          Array.from({ length: count }, () =>
            ann.ask('message:send', { conversationId, clientId: newClientId(), text }),
          ),
        );

    const got = new Map<string, number>();
    for (let more = true; more; ) {
      const reply = await ann.ask('sync', { cursors });
      const events = reply.streams.flatMap((part) => part.events as { stream: Stream; seq: number }[]);
      expect(events.length).toBeLessThanOrEqual(SYNC_MAX_EVENTS);
      expect(JSON.stringify(reply).length, 'a page, and one message over it').toBeLessThan(
        SYNC_MAX_BYTES + 25_000,
      );
      for (const { stream, seq } of events) {
        expect(seq).toBe((cursors[stream] ?? 0) + 1);
        cursors[stream] = seq;
        got.set(stream, (got.get(stream) ?? 0) + 1);
      }
      more = reply.streams.some((part) => part.more);
    }
    expect([...got]).toEqual(ids.map((id) => [conversationStream(id), 760]));
  });
});

describe('the client', () => {
  const PAGES = 40;
  const ownStream = `user:${userId}` as Stream;
  const head = 1 + PAGES * SYNC_MAX_EVENTS;
  const directory = {
    ...{ stream: 'directory', head: 1, events: [], more: false },
    snapshot: { kind: 'directory', space: { id: spaceId, name: 'Test' }, users: [me], conversations: [] },
  };
  const own = {
    ...{ stream: ownStream, head: 1, events: [], more: true },
    snapshot: { kind: 'user', memberships: [], entries: [] },
  };
  const event = (seq: number) => ({
    stream: ownStream,
    seq,
    type: 'made.up',
    at: 1,
    actorId: null,
    data: {},
  });

  it('holds two pages of a huge backlog at most: it asks for the next while one is kept, and for no more', async () => {
    let given = 0;
    const victim = await createVictim((name, payload) => {
      if (name !== 'sync') return { ok: true, data: {} };
      const cursor = (payload as Payload<'sync'>).cursors[ownStream];
      if (cursor === undefined) return synced({ streams: [directory, own] });
      const events = Array.from({ length: SYNC_MAX_EVENTS }, (_, index) => event(cursor + 1 + index));
      given += events.length;
      return synced({ streams: [{ stream: ownStream, head, events, more: given < head - 1 }] });
    });
    const { cache } = victim.device;
    const { applyEvents } = cache;
    let kept = 0;
    let release = () => {};
    cache.applyEvents = async (stream, events) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      const change = await applyEvents.call(cache, stream, events);
      kept += events.length;
      return change;
    };
    await victim.device.start();
    let most = 0;
    for (let step = 0; kept < head - 1 && step < 10 * PAGES; step++) {
      await victim.deliver(6);
      most = Math.max(most, given - kept);
      release();
    }
    await victim.deliver();
    expect(kept).toBe(PAGES * SYNC_MAX_EVENTS);
    expect(most, 'the next is asked for while one is kept').toBeGreaterThan(SYNC_MAX_EVENTS);
    expect(most).toBeLessThanOrEqual(2 * SYNC_MAX_EVENTS);
    expect(victim.device.engine.connection().status).toBe('online');
    await victim.dispose();
  });
});
