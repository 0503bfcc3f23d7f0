import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Met } from '../../src/client/connection/Transport.ts';
import { EngineError } from '../../src/client/Engine.ts';
import { createTransports } from '../../src/main/trust/createTransports.ts';
import { healthSchema, httpErrorSchema, sessionSchema } from '../../src/shared/protocol/http.ts';
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
import { odd, oddText, toJson } from './making/oddities.ts';
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
});

/** The longest answer over HTTP that the app takes, in bytes. */
const LONGEST = 1024 * 1024;
type Answered = { status: number; body: string };

/** In place of each text what has a length that cannot be compared with a number. */
const withoutLength = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? { length: { toString: 1, valueOf: 1 } } : value;

/** What is answered to an exchange over HTTP: what its schema says, that with something wrong, or anything at all. */
function answeredWith(schema: z.ZodType): fc.Arbitrary<Answered> {
  const bodyOf = (of: z.ZodType) => {
    const sound = fromSchema(of, ids);
    return fc.oneof(
      { weight: 8, arbitrary: fc.oneof(sound, spoil(sound).filter(canBeWritten), odd).map(toJson) },
      { weight: 1, arbitrary: oddText },
      { weight: 1, arbitrary: sound.map((value) => toJson(value).slice(0, -1)) },
      { weight: 1, arbitrary: sound.map((value) => JSON.stringify(value, withoutLength)) },
      { weight: 1, arbitrary: sound.map((value) => toJson(value) + ' '.repeat(LONGEST)) },
    );
  };
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ status: fc.constantFrom(200, 201, 204), body: bodyOf(schema) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        status: fc.constantFrom(307, 400, 401, 403, 404, 429, 500, 503),
        body: bodyOf(httpErrorSchema),
      }),
    },
  );
}

describe('whatever a server answers over HTTP', () => {
  it('is a greeting or a session by its schema, or a failure that has a name', async () => {
    let given: Answered = { status: 200, body: '' };
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(given.status, { 'content-type': 'application/json' }).end(given.body);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const transport = createTransports()(null);
    const seen = { taken: 0, refused: 0, not_parley: 0, unreachable: 0, untrusted: 0 };

    function judge<T>(schema: z.ZodType<T>, { status, body }: Answered, met: Met<T>): void {
      seen[met.ok ? 'taken' : met.failure.kind] += 1;
      if (met.ok) {
        expect([status, schema.parse(met.data)]).toEqual([expect.toSatisfy(isSuccess), met.data]);
        return;
      }
      const { failure } = met;
      if (failure.kind === 'unreachable') {
        expect(failure.message).toBe('The answer is too long.');
        expect(Buffer.byteLength(body)).toBeGreaterThan(LONGEST);
      } else if (failure.kind === 'refused') expect(status).not.toSatisfy(isSuccess);
      else expect(failure.kind).toBe('not_parley');
    }

    const answered = fc.record({
      greeting: answeredWith(healthSchema),
      session: answeredWith(sessionSchema),
    });
    // Few are too few to meet each kind of answer.
    await tryAll(Math.max(50, shareOf(0.01)), answered, async ({ greeting, session }) => {
      given = greeting;
      judge(healthSchema, given, await transport.health(address));
      given = session;
      judge(sessionSchema, given, await transport.login(address, { username: 'ann', password: 'a horse' }));
      judge(sessionSchema, given, await transport.refresh(address, 'a token'));
      expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
    });
    server.close();
    expect(seen).toMatchObject({ untrusted: 0 });
    for (const kind of ['taken', 'refused', 'not_parley', 'unreachable'] as const)
      expect(seen[kind], kind).toBeGreaterThan(0);
  });
});

const isSuccess = (status: number): boolean => status >= 200 && status < 300;
