import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spaceIdSchema } from '../../shared/model/ids.ts';
import { pinSchema } from '../../shared/model/trust.ts';
import { cleanName, cutToBytes, readSighting, toTxt } from './announcement.ts';

const garden = {
  spaceId: spaceIdSchema.parse('01970000-0000-7000-8000-000000000001'),
  name: 'Garden',
  port: 4100,
  protocol: 1,
  pin: pinSchema.parse('ab'.repeat(32)),
};
const from = '10.77.0.1';
const heard = (changes: Record<string, unknown>) =>
  readSighting({ txt: { ...toTxt(garden), ...changes }, from, addresses: [] });

describe('an announcement', () => {
  it('is heard as it was said, where it was said', () => {
    expect(heard({})).toEqual({ ...garden, hosts: [from] });
    const plain = { ...garden, pin: null };
    expect(readSighting({ txt: toTxt(plain), from, addresses: [] })).toEqual({ ...plain, hosts: [from] });
  });

  it('fits into the strings of a record, whatever the name', () => {
    const line = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(line, (name) => {
        const strings = Object.entries(toTxt({ ...garden, name })).map(([key, value]) => `${key}=${value}`);
        for (const string of strings) expect(Buffer.byteLength(string)).toBeLessThanOrEqual(255);
        expect(name.startsWith(toTxt({ ...garden, name })['name'] ?? '?')).toBe(true);
      }),
    );
  });

  it('has a long name cut between two code points', () => {
    expect(cutToBytes('aé😀', 7)).toBe('aé😀');
    expect(cutToBytes('aé😀', 6)).toBe('aé');
    expect(cutToBytes('aé😀', 3)).toBe('aé');
    expect(cutToBytes('aé😀', 2)).toBe('a');
    expect(cutToBytes('ends here', 5)).toBe('ends');
  });

  it('is foreign text: what does not parse is not heard', () => {
    const wrong = [
      { id: 'garden' },
      { id: undefined },
      { name: '' },
      { name: 'x'.repeat(65) },
      { name: 7 },
      { port: '0' },
      { port: '65536' },
      { port: '-1' },
      { port: '0x50' },
      { port: '' },
      { protocol: 'new' },
      { pin: 'AB'.repeat(32) },
      { pin: '' },
    ];
    for (const changes of wrong) expect(heard(changes), JSON.stringify(changes)).toBeNull();
    for (const txt of [undefined, null, 'txt', [], {}])
      expect(readSighting({ txt, from, addresses: [] })).toBeNull();
  });

  it('has a name that hides nothing and turns nothing around', () => {
    expect(cleanName('Gar\u202eden\u0007\u2066')).toBe('Garden');
    expect(cleanName(' \u200f\u0000 ')).toBeNull();
    expect(cleanName('👩\u200d🌾 farm')).toBe('👩\u200d🌾 farm');
    expect(heard({ name: '\u202enedraG' })?.name).toBe('nedraG');
  });

  it('sends nobody to this computer, to everyone, or out into the internet', () => {
    const where = (said: unknown[], by: string | undefined = from) =>
      readSighting({ txt: toTxt(garden), from: by, addresses: said })?.hosts;
    expect(
      where(['127.0.0.1', '0.0.0.0', '224.0.0.251', '255.255.255.255', '8.8.8.8', 'fe80::1', 7]),
    ).toEqual([from]);
    expect(where(['192.168.1.5', from, '172.20.0.1', '169.254.7.7'])).toEqual([
      from,
      '192.168.1.5',
      '172.20.0.1',
      '169.254.7.7',
    ]);
    expect(where(['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5'])).toHaveLength(4);
    // A university gives its desks public addresses.
    expect(where([], '141.1.2.3')).toEqual(['141.1.2.3']);
    expect(where(['127.0.0.1'], '127.0.0.1')).toBeUndefined();
  });
});
