import { describe, expect, it } from 'vitest';
import { askPatiently } from './askPatiently.ts';
import type { Outcome } from './Transport.ts';

const full = (retryAfterMs: number): Outcome<never> => ({
  ok: false,
  failure: {
    kind: 'refused',
    error: { code: 'rate_limited', message: 'Too many.', retryable: true, retryAfterMs },
  },
});
const counted: Outcome<{ counts: [] }> = { ok: true, data: { counts: [] } };

function setUp(...answers: Outcome<{ counts: [] }>[]) {
  const waits: number[] = [];
  const left = [...answers];
  const link = { request: async () => (left.shift() ?? counted) as Outcome<never> };
  const clock = {
    after(ms: number, run: () => void) {
      waits.push(ms);
      run();
      return () => {};
    },
  };
  return { waits, left, ask: () => askPatiently(link, clock, 'conversation:counts', {}) };
}

describe('a question that came too soon', () => {
  it('is asked again after the time that the server names, until it is answered', async () => {
    const { ask, waits } = setUp(full(40), full(25), counted);
    expect(await ask()).toEqual(counted);
    expect(waits).toEqual([40, 25]);
  });

  it('is given up with the refusal when that takes too long altogether', async () => {
    expect(await setUp(full(60_000)).ask()).toEqual(full(60_000));
    const { ask, waits } = setUp(...Array.from({ length: 9 }, () => full(3_000)));
    expect(await ask()).toEqual(full(3_000));
    expect(waits).toHaveLength(3);
  });

  it('of another kind of refusal is told at once', async () => {
    const refusal: Outcome<never> = {
      ok: false,
      failure: { kind: 'refused', error: { code: 'busy', message: '', retryable: true, retryAfterMs: 5 } },
    };
    const { ask, waits } = setUp(refusal);
    expect(await ask()).toEqual(refusal);
    expect(waits).toEqual([]);
  });
});
