import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/client/Engine.ts';
import { parseUntrusted } from '../../src/shared/model/parseUntrusted.ts';
import { healthSchema, sessionSchema } from '../../src/shared/protocol/http.ts';
import { isRequestName, type RequestName, requests } from '../../src/shared/protocol/requests.ts';
import {
  conversationId,
  createVictim,
  otherId,
  spaceId,
  synced,
  userId,
} from '../support/byHand/maliciousServer.ts';
import { fromSchema } from './making/fromSchema.ts';
import { odd } from './making/oddities.ts';
import { shareOf, tryAll } from './making/run.ts';
import { spoil } from './making/spoil.ts';

const CASES_OF_A_DEVICE = 20;
const ids = fc.constantFrom<string>(conversationId, userId, otherId, spaceId);
const names = Object.keys(requests) as RequestName[];

/** What is nested too deep for the double of the wire, which writes it anew, is left to the real one. */
function canBeWritten(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}

/** What a request is answered: as its schema says, spoiled, a refusal of any kind, or nothing that is an answer. */
const answerTo = (name: RequestName) => {
  const sound = fromSchema(requests[name].reply, ids);
  const refusal = fc.record({
    code: fc.constantFrom(
      'busy',
      'rate_limited',
      'forbidden',
      'not_found',
      'internal',
      'made_up',
      '__proto__',
    ),
    message: fc.constantFrom('', '<b>No</b>'),
    retryable: fc.boolean(),
    retryAfterMs: fc.option(fc.constantFrom(0, -1, 0.5, 1e15), { nil: undefined }),
  });
  return fc.oneof(
    { weight: 6, arbitrary: fc.oneof(sound, spoil(sound), odd).map((data) => ({ ok: true, data })) },
    { weight: 2, arbitrary: refusal.map((error) => ({ ok: false, error })) },
    { weight: 1, arbitrary: spoil(fc.constant({ ok: true, data: {} })) },
  );
};
const answers = fc.record(
  Object.fromEntries(names.map((name) => [name, answerTo(name).filter(canBeWritten)])),
);

const nothing = () => null;
/** What a window can show: anything else that is thrown is a fault of ours. */
const isToldToPeople = (error: unknown): boolean => error === null || error instanceof EngineError;

describe('whatever a server answers', () => {
  it('leaves a client that can go on, and asks it a few times a second at most', async () => {
    for (let round = 0; round < Math.ceil(shareOf(0.004) / CASES_OF_A_DEVICE); round++) {
      let given: Record<string, unknown> = {};
      let seq = 1e6;
      const victim = await createVictim((name) => (isRequestName(name) && given[name]) || synced());
      await victim.device.start();
      await victim.deliver();
      const { engine } = victim.device;
      await tryAll(
        CASES_OF_A_DEVICE,
        answers,
        async (made) => {
          given = made;
          const before = victim.asked();
          // A gap has the client ask for what it missed; the rest is what a person does.
          const early = {
            stream: `user:${userId}`,
            seq: ++seq,
            type: 'made.up',
            at: 1,
            actorId: null,
            data: {},
          };
          victim.send({ kind: 'events', events: [early] });
          const asked = [
            engine.page({ conversationId, limit: 20 }),
            engine.sendMessage({ conversationId, text: 'hello' }),
            engine.ask({ question: { name: 'conversation:counts', payload: {} } }),
            engine.createInvite(),
          ].map((one) => one.then(nothing, (error: unknown) => error));
          await victim.pass(2_000, 200);
          engine.reconnect();
          await victim.pass(3_000, 200);
          for (const error of await Promise.all(asked)) expect(error ?? null).toSatisfy(isToldToPeople);
          expect(await engine.content()).toBeDefined();
          expect(victim.asked() - before).toBeLessThan(100);
          expect(victim.device.reports.filter((report) => report.startsWith('the cache failed'))).toEqual([]);
          expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
        },
        round,
      );
      await victim.dispose();
    }
  });

  it('over HTTP is a session or a greeting by its schema, or nothing', async () => {
    await tryAll(shareOf(0.01), fc.oneof(spoil(fromSchema(sessionSchema, ids)), odd), (body) => {
      const [session, health] = [parseUntrusted(sessionSchema, body), parseUntrusted(healthSchema, body)];
      if (session.success) expect(typeof session.data.accessToken).toBe('string');
      expect(health.success).toBe(false);
    });
  });
});
