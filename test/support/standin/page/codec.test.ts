import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCodec } from './codec.ts';

const { encode, decode } = createCodec();

describe('the codec of the stand-in', () => {
  it('carries what structured clone carries', () => {
    const values = [undefined, null, Number.NaN, -0, 2n ** 70n, new Date(5), new Date(Number.NaN), /a+/giu];
    const holders = [
      new Map([[{ a: 1 }, new Set([1, undefined])]]),
      { $: 'Date', v: 1 },
      { a: { $: { $: 2 } } },
      [[], {}],
    ];
    for (const value of [...values, ...holders])
      expect(decode(encode(value))).toEqual(structuredClone(value));
  });

  it('carries bytes, and only the part of a buffer that a view shows', () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
    expect(decode(encode(bytes.subarray(10, 60_000)))).toEqual(bytes.slice(10, 60_000));
    expect(decode(encode(new Float64Array([1.5, -2])))).toEqual(new Float64Array([1.5, -2]));
    expect(decode(encode(Buffer.from('abc')))).toEqual(new Uint8Array([97, 98, 99]));
  });

  it('carries errors by name, message and stack, and drops their other properties', () => {
    const error = Object.assign(new TypeError('bad'), { code: 'E_BAD' });
    const back = decode(encode(error));
    expect(back).toBeInstanceOf(TypeError);
    expect(back).toMatchObject({ message: 'bad', stack: error.stack });
    expect(back).not.toHaveProperty('code');
  });

  it('refuses what cannot be cloned', () => {
    const round: unknown[] = [];
    round.push(round);
    expect(() => encode({ run: () => 1 })).toThrow('could not be cloned');
    expect(() => encode(round)).toThrow('contains itself');
  });

  it('gives back any plain value', () => {
    const options = { withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true };
    const carried = fc.property(fc.anything(options), (value) => {
      expect(decode(encode(value))).toStrictEqual(structuredClone(value));
    });
    fc.assert(carried, { numRuns: 300 });
  });
});
