/** An address of this computer, as `os.networkInterfaces` of Node tells it. */
export type InterfaceAddress = { address: string; family: string; internal: boolean };
/** The computer's addresses by the names of their interfaces. */
export type Interfaces = { readonly [name: string]: readonly InterfaceAddress[] | undefined };

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

/**
 * This computer's IPv4 addresses on its networks, the likeliest for others to reach it by first. IPv4 only: it is what people can read
 * out to each other.
 */
export function lanHosts(interfaces: Interfaces): string[] {
  return Object.entries(interfaces)
    .flatMap(([name, infos]) => (infos ?? []).map((info) => ({ name, info })))
    .filter(({ info }) => info.family === 'IPv4' && !info.internal)
    .map(({ name, info }) => ({ address: info.address, rank: rankOf(name, info.address) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ address }) => address);
}
