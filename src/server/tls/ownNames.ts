import type { NetworkInterfaceInfo } from 'node:os';

/** What a computer is called by: names, and addresses without their zones. */
export type OwnNames = { dns: string[]; ip: string[] };

/** What a certificate can hold as a name (RFC 5280 §4.2.1.6); a host may be called otherwise. */
const DNS_NAME = /^[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/i;

/** All that this computer can be asked for by, loopback first: `os.networkInterfaces` and `os.hostname` know it. */
export function ownNames(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>, host: string): OwnNames {
  const addresses = Object.values(interfaces).flatMap((infos) => (infos ?? []).map(({ address }) => address));
  const hosts = host.includes('.') ? [host] : [host, `${host}.local`];
  return {
    dns: [...new Set(['localhost', ...hosts.filter((name) => DNS_NAME.test(name)).map(lower)])],
    ip: [...new Set(['127.0.0.1', '::1', ...addresses.map((address) => address.split('%')[0] ?? address)])],
  };
}

const lower = (name: string): string => name.toLowerCase();
