import { expect, it } from 'vitest';
import { z } from 'zod';
import { parseKept, parseUntrusted } from './parseUntrusted.ts';

const schema = z.strictObject({ text: z.string().min(1).max(5), ids: z.array(z.string()).max(2).optional() });
const unmeasured = { length: { toString: 1, valueOf: 1 } };

it.each([
  ['a text', { text: unmeasured }],
  ['a list', { text: 'a', ids: unmeasured }],
])('what has a length that is none is no more %s than anything else', (_, raw) => {
  expect(() => schema.safeParse(raw)).toThrow(TypeError);
  expect(parseUntrusted(schema, raw).success).toBe(false);
  expect(() => parseKept(schema, raw)).toThrow(z.ZodError);
});

it('what is sound is taken, and what is not is described, as by the schema itself', () => {
  expect(parseUntrusted(schema, { text: 'a' })).toEqual({ success: true, data: { text: 'a' } });
  expect(parseKept(schema, { text: 'a' })).toEqual({ text: 'a' });
  expect(parseUntrusted(schema, { text: '' }).error?.issues).toEqual(
    schema.safeParse({ text: '' }).error?.issues,
  );
});

it('a fault of ours is not taken for theirs', () => {
  const faulty = z.string().transform(() => {
    throw new RangeError('ours');
  });
  expect(() => parseUntrusted(faulty, 'a')).toThrow('ours');
});
