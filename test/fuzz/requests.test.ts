import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parseUntrusted } from '../../src/shared/model/parseUntrusted.ts';
import { roleSchema } from '../../src/shared/model/user.ts';
import { type NoticeName, notices, type RequestName, requests } from '../../src/shared/protocol/requests.ts';
import { createFuzzSpace } from './making/createFuzzSpace.ts';
import { fromSchema } from './making/fromSchema.ts';
import { odd } from './making/oddities.ts';
import { shareOf, tryAll } from './making/run.ts';
import { spoil } from './making/spoil.ts';

/** A space is left for a new one after so many cases: by then somebody has banned the others, and little is granted. */
const CASES_OF_A_SPACE = 200;
const names = Object.keys(requests) as RequestName[];
const noticeNames = Object.keys(notices) as NoticeName[];

const outcomes = new Map<string, number>();
const count = (name: string, outcome: string) => {
  const key = `${name} ${outcome}`;
  outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
};
const sum = (isMeant: (key: string) => boolean) =>
  [...outcomes].reduce((all, [key, n]) => (isMeant(key) ? all + n : all), 0);

afterAll(() => {
  const told = (outcome: string) => `${outcome} ${sum((key) => key.endsWith(` ${outcome}`))}`;
  const codes = new Set([...outcomes.keys()].map((key) => key.split(' ')[1] ?? ''));
  process.stdout.write(`Requests fuzzed: ${[...codes].map(told).join(', ')}\n`);
});

/** A request by name, with a payload that is as its schema says or spoiled. */
const request = (ids: string[]) => {
  const id = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: fc.uuid() });
  const payloads = new Map(names.map((name) => [name, fromSchema(requests[name].payload, id)] as const));
  return fc.constantFrom(...names).chain((name) => {
    const sound = payloads.get(name) ?? odd;
    const payload = fc.oneof(
      { weight: 4, arbitrary: sound },
      { weight: 6, arbitrary: spoil(sound) },
      { weight: 1, arbitrary: odd },
    );
    return fc.record({ name: fc.constant(name), role: fc.constantFrom(...roleSchema.options), payload });
  });
};

describe('whoever asks for whatever', () => {
  const rounds = Math.ceil(shareOf(0.66) / CASES_OF_A_SPACE);
  it('is answered, never by a fault, and what is refused leaves nothing behind', async () => {
    for (let round = 0; round < rounds; round++) {
      const space = await createFuzzSpace();
      await tryAll(
        CASES_OF_A_SPACE,
        request(space.ids),
        async ({ name, role, payload }) => {
          const before = space.version();
          const answer = await space.ask(role, name, payload);
          count(name, answer.ok ? 'granted' : answer.error.code);
          // Whoever is cut off by it was last seen then, which is noted in turns of their own.
          if (answer.ok) await space.rest();
          else expect(space.version(), 'something was stored of what was refused').toBe(before);
          expect(answer.ok ? '' : answer.error.code, JSON.stringify(space.faults)).not.toBe('internal');
          expect(parseUntrusted(requests[name].payload, payload).success || !answer.ok).toBe(true);
          expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
        },
        round,
      );
      // What was put off, such as messages to be sent later, is done by now.
      await space.pass(1_000);
      expect(space.faults).toEqual([]);
      await space.dispose();
    }
    expect(sum((key) => key.endsWith(' granted'))).toBeGreaterThan(sum(() => true) / 20);
  });

  it('is not answered to what wants no answer, and harms nothing by it', async () => {
    const space = await createFuzzSpace();
    const id = fc.constantFrom(...space.ids);
    const notice = fc.constantFrom(...noticeNames).chain((name) => {
      const sound = fromSchema(notices[name], id);
      return fc.record({
        name: fc.constant(name),
        role: fc.constantFrom(...roleSchema.options),
        payload: fc.oneof(sound, spoil(sound), odd),
      });
    });
    const before = space.version();
    await tryAll(shareOf(0.04), notice, ({ name, role, payload }) => space.notice(role, name, payload));
    expect(space.faults).toEqual([]);
    expect(space.version()).toBe(before);
    await space.dispose();
  });
});
