import type { NetworkInterfaceInfo } from 'node:os';

/** Names of interfaces that others on the network are rarely reached by: virtual machines, containers, tunnels. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|tun|tap|wg|utun|tailscale|zt|bridge|lo)/i;

/** Private networks (RFC 1918), then what else there is; what the system gave itself (RFC 3927) last. */
function rankOf(name: string, address: string): number {
  const virtual = VIRTUAL.test(name) ? 10 : 0;
  if (address.startsWith('192.168.')) return virtual;
  if (address.startsWith('10.')) return virtual + 1;
  if (/^172\.(1[6-9]|2\d|3[01])\./.test(address)) return virtual + 2;
  return virtual + (address.startsWith('169.254.') ? 4 : 3);
}

/** This computer's IPv4 addresses on its networks, as `os.networkInterfaces` tells, the likeliest first. */
export function hostsOf(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): string[] {
  return Object.entries(interfaces)
    .flatMap(([name, infos]) => (infos ?? []).map((info) => ({ name, info })))
    .filter(({ info }) => info.family === 'IPv4' && !info.internal)
    .map(({ name, info }) => ({ address: info.address, rank: rankOf(name, info.address) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ address }) => address);
}

/**
 * Where others on the network reach a server on `port` of this computer, over TLS or not, the likeliest first. IPv4 only: it is
 * what people can read out to each other.
 */
export const lanAddresses = (
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>,
  port: number,
  secure: boolean,
): string[] => hostsOf(interfaces).map((host) => `${secure ? 'https' : 'http'}://${host}:${port}`);
