import { expect, it } from 'vitest';
import { syncPayloadSchema } from './sync.ts';

const stream = (number: number) => `conversation:0190a000-0002-7000-8000-${String(number).padStart(12, '0')}`;
const of = (cursors: unknown) => syncPayloadSchema.safeParse({ cursors });

it('cursors without number, all of them wrong, are refused for the first', () => {
  const made = Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`x${n}`, 1]));
  expect(of(made).error?.issues).toMatchObject([{ path: ['cursors', 'x0'] }]);
});

it.each<[string, unknown]>([
  ['one below nothing', { [stream(1)]: -1 }],
  ['half of one', { [stream(1)]: 0.5 }],
  ['of what is no stream', { [stream(1)]: 1, 'user:ann': 1 }],
  ['what reaches into objects', JSON.parse('{"__proto__":{"directory":1}}')],
  ['a list', [1]],
  ['none', null],
])('%s is no cursor', (_, cursors) => {
  expect(of(cursors).success).toBe(false);
});

it('cursors of all that a packet holds are taken', () => {
  const made = Object.fromEntries(Array.from({ length: 19_000 }, (_, n) => [stream(n), n]));
  expect(of({ directory: 0, ...made }).success).toBe(true);
});
