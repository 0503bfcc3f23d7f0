import { describe, expect, it } from 'vitest';
import { tooMuch } from './Watch.ts';

const warm = { heap: 20, resident: 150, descriptors: 40 };
const may = { heap: 10, resident: 100, descriptors: 5 };

describe('what a process holds', () => {
  it('may be as much more than it was at first as it is allowed, of each kind', () => {
    expect(tooMuch(warm, { heap: 30, resident: 250, descriptors: 45 }, may)).toEqual([]);
    expect(tooMuch(warm, { heap: 0, resident: 0, descriptors: 0 }, may)).toEqual([]);
    expect(tooMuch(warm, { heap: 31, resident: 251, descriptors: 46 }, may)).toEqual([
      'heap 31, of 20 when it was warm',
      'resident 251, of 150 when it was warm',
      'descriptors 46, of 40 when it was warm',
    ]);
  });

  it('is too much where either figure is none', () => {
    const none = { heap: Number.NaN, resident: Number.NaN, descriptors: Number.NaN };
    expect(tooMuch(none, warm, may)).toHaveLength(3);
    expect(tooMuch(warm, none, may)).toHaveLength(3);
  });
});
