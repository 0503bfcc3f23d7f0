import { expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from './newId.ts';

it('makes UUIDs of version 7 that sort by birth, within a millisecond too', () => {
  const now = 1_795_262_513_571;
  const ids = [1, 2, now, ...Array.from({ length: 10_000 }, () => now), now + 1, now + 2_000].map(newId);
  for (const id of ids) expect(z.uuidv7().safeParse(id).success, id).toBe(true);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
