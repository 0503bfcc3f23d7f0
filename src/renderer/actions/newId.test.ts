import { expect, it } from 'vitest';
import { clientIdSchema } from '../../shared/model/ids.ts';
import { newId } from './newId.ts';

it('makes ids that pass for UUIDs, each another', () => {
  const made = Array.from({ length: 200 }, newId);
  for (const id of made) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(clientIdSchema.safeParse(id).success).toBe(true);
  }
  expect(new Set(made).size).toBe(made.length);
});
