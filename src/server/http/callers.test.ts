import { expect, it } from 'vitest';
import { addressFrom, networkOf } from './callers.ts';

it.each([
  ['192.168.1.20', '192.168.1.20'],
  ['::ffff:192.168.1.20', '192.168.1.20'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', ''],
])('a caller at %j is counted as %j', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

it.each([
  ['what it says', '127.0.0.1', '10.0.0.9', true, '10.0.0.9'],
  ['the last that it says', '::1', 'forged, 10.0.0.9', true, '10.0.0.9'],
  ['itself where it says nothing', '127.0.0.1', undefined, true, '127.0.0.1'],
  ['itself where what it says makes no sense', '127.0.0.1', 'me', true, '127.0.0.1'],
  ['itself where nobody speaks of a proxy', '127.0.0.1', '10.0.0.9', false, '127.0.0.1'],
  ['itself where it is none of this computer', '192.168.1.5', '10.0.0.9', true, '192.168.1.5'],
])('behind a proxy a caller is %s', (_what, remote, forwarded, behindProxy, counted) => {
  expect(addressFrom(remote, forwarded, behindProxy)).toBe(counted);
});
