import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUntrusted } from '../../src/shared/model/parseUntrusted.ts';
import { type EventType, eventData } from '../../src/shared/protocol/events.ts';
import { signalSchema } from '../../src/shared/protocol/signals.ts';
import { snapshotSchema } from '../../src/shared/protocol/sync.ts';
import {
  conversationId,
  createVictim,
  me,
  otherId,
  spaceId,
  synced,
  userId,
} from '../support/byHand/maliciousServer.ts';
import { fromSchema } from './making/fromSchema.ts';
import { odd } from './making/oddities.ts';
import { shareOf, tryAll } from './making/run.ts';
import { spoil } from './making/spoil.ts';

const CASES_OF_A_DEVICE = 100;
const ids = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<string>(conversationId, userId, otherId, spaceId) },
  { weight: 1, arbitrary: fc.uuid() },
);
const streams = ['directory', `user:${userId}`, `conversation:${conversationId}`] as const;
const types = Object.keys(eventData) as EventType[];
const data = fc.constantFrom(...types).chain((type) => {
  const sound = fromSchema(eventData[type], ids);
  return fc.record({ type: fc.constant(type), data: fc.oneof(sound, sound, spoil(sound), odd) });
});
/** An event that follows what came before in its stream, mostly: one that does not is never applied. */
const event = fc.record({
  stream: fc.constantFrom<string>(...streams),
  step: fc.constantFrom(1, 1, 1, 1, 0, 2, -1, 1e9),
  of: data,
  actorId: fc.option(ids),
});

function snapshots() {
  const directory = {
    kind: 'directory',
    space: { id: spaceId, name: 'Test' },
    users: [me],
    conversations: [],
  };
  const conversation = {
    ...{ id: conversationId, kind: 'channel', name: 'garden', private: false, everyone: true },
    ...{ memberIds: [], createdBy: otherId, createdAt: 1 },
  };
  const read = { readSeq: 0, unread: 0, asOf: 1, userSeq: 1 };
  return [
    { stream: 'directory', snapshot: directory },
    { stream: streams[1], snapshot: { kind: 'user', memberships: [{ conversation, read }], entries: [] } },
    {
      stream: streams[2],
      snapshot: {
        kind: 'conversation',
        conversation,
        memberIds: [userId],
        messages: [],
        fromSeq: 1,
        read,
        entries: [],
      },
    },
  ].map(({ stream, snapshot }) => ({ stream, snapshot: snapshotSchema.parse(snapshot) }));
}

/** What is nested too deep for the double of the wire, which writes it anew, is left to the real one. */
function canBeWritten(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}

describe('whatever a server says happened', () => {
  it('leaves a client that can go on', async () => {
    for (let round = 0; round < Math.ceil(shareOf(0.04) / CASES_OF_A_DEVICE); round++) {
      const heads = new Map<string, number>(streams.map((stream) => [stream, 1]));
      const victim = await createVictim(() =>
        synced({ streams: snapshots().map((one) => ({ ...one, head: 1, events: [], more: false })) }),
      );
      await victim.device.start();
      await victim.deliver();
      await tryAll(
        CASES_OF_A_DEVICE,
        fc.record({
          events: fc.array(event, { minLength: 1, maxLength: 5 }),
          signal: fromSchema(signalSchema, ids),
        }),
        async ({ events, signal }) => {
          const told = events.map(({ stream, step, of, actorId }) => {
            const seq = (heads.get(stream) ?? 1) + step;
            if (step === 1) heads.set(stream, seq);
            return { stream, seq, ...of, at: 1, actorId };
          });
          victim.send({ kind: 'events', events: told.filter(canBeWritten) });
          const known = parseUntrusted(signalSchema, signal);
          if (known.success) victim.send({ kind: 'signals', signals: [known.data] });
          await victim.deliver(6);
          // It may have been told to leave the conversation meanwhile.
          const { conversations } = await victim.device.engine.content();
          if (conversations.some(({ id, joined }) => id === conversationId && joined))
            await victim.device.engine.page({ conversationId, limit: 20 });
          expect(victim.device.reports.filter((report) => report.startsWith('the cache failed'))).toEqual([]);
          expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
        },
        round,
      );
      await victim.dispose();
    }
  });
});
