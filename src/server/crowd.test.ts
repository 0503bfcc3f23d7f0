import { describe, expect, it } from 'vitest';
import { createCrowd } from './crowd.ts';

const limits = { connectionsPerAddress: 100, unknownPerAddress: 10 };
const crowdOf = (isExempt = (_address: string) => false) => createCrowd(limits, isExempt);
const from = (remoteAddress: string, count: number, port = 1) =>
  Array.from({ length: count }, (_, n) => ({ remoteAddress, remotePort: port + n }));

describe('connections from one address', () => {
  it('are so many at most of whom nobody has signed in, whoever tries ten thousand', () => {
    const crowd = crowdOf();
    const let10k = from('203.0.113.7', 10_000).filter((ends) => crowd.enter(ends));
    expect(let10k).toHaveLength(10);
    expect(crowd.enter({ remoteAddress: '203.0.113.8', remotePort: 1 })).toBe(true);
  });

  it('make room when they end, and when somebody has signed in', () => {
    const crowd = crowdOf();
    const ends = from('203.0.113.7', 10);
    for (const one of ends) crowd.enter(one);
    const [first, second] = ends;
    const next = { remoteAddress: '203.0.113.7', remotePort: 99 };
    expect(crowd.enter(next)).toBe(false);
    if (first) crowd.left(first);
    expect(crowd.enter(next)).toBe(true);
    if (second) crowd.know(second);
    expect(crowd.enter({ ...next, remotePort: 100 })).toBe(true);
  });

  it('are bounded when all have signed in too', () => {
    const crowd = crowdOf();
    const entered = from('203.0.113.7', 500).filter((ends) => {
      const isIn = crowd.enter(ends);
      crowd.know(ends);
      return isIn;
    });
    expect(entered).toHaveLength(100);
  });

  it('are counted by the network of IPv6, and IPv4 as IPv4 however it is written', () => {
    const crowd = crowdOf();
    const ofOne = Array.from({ length: 30 }, (_, n) => ({
      remoteAddress: `2001:db8:1:2::${n}`,
      remotePort: 1,
    }));
    expect(ofOne.filter((ends) => crowd.enter(ends))).toHaveLength(10);
    expect(from('::ffff:203.0.113.7', 8).filter((ends) => crowd.enter(ends))).toHaveLength(8);
    expect(from('203.0.113.7', 8, 50).filter((ends) => crowd.enter(ends))).toHaveLength(2);
  });

  it('are not counted of a proxy, through which everyone comes', () => {
    const crowd = crowdOf((address) => address === '127.0.0.1');
    expect(from('127.0.0.1', 500).every((ends) => crowd.enter(ends))).toBe(true);
  });
});
