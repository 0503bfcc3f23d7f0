import { isIP, isIPv4, isIPv6 } from 'node:net';
import { isLoopbackAddress } from '../loopback.ts';

/**
 * Where a request comes from, as limits count it. Behind a proxy of this computer's that is what the proxy says: the last
 * entry of `X-Forwarded-For`, since those before it are whatever the caller wrote.
 */
export function addressFrom(
  remoteAddress: string,
  forwardedFor: string | undefined,
  behindProxy: boolean,
): string {
  const said = forwardedFor?.split(',').at(-1)?.trim() ?? '';
  return networkOf(
    behindProxy && isLoopbackAddress(remoteAddress) && isIP(said) !== 0 ? said : remoteAddress,
  );
}

/**
 * What one party has to itself: an address of IPv4, and of IPv6 the 64 bits that a network is given, whose other half it
 * may change at will (RFC 4291 §2.5.1, RFC 6177).
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined && isIPv4(mapped)) return mapped;
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return address;
  const [head = '', tail = ''] = bare.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = bare.includes('::') ? Array<string>(8 - before.length - after.length).fill('0') : [];
  const groups = [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}
