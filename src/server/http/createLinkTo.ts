import type { NetworkInterfaceInfo } from 'node:os';
import { inviteLink } from '../../shared/model/inviteLink.ts';
import { lanHosts } from '../../shared/model/lanHosts.ts';
import type { Tls } from '../tls/openTls.ts';

export type LinkToOptions = {
  host: string;
  port: number;
  /** Origins that the server was told of. */
  origins: readonly string[];
  /** Whether one of them is that of a proxy before it. */
  behindProxy: boolean;
  tls: Pick<Tls, 'identity' | 'pin'> | undefined;
  interfaces(): NodeJS.Dict<NetworkInterfaceInfo[]>;
};

/**
 * Writes an invite into a link, with the address by which people most likely reach the server: that of a proxy it was told of, the
 * name that its certificate was given for, or where it listens. A key that the link's reader has to know goes with it.
 */
export function createLinkTo(options: LinkToOptions): (invite: string) => string {
  return (invite) => {
    const { origins, tls, port } = options;
    // With TLS of its own and no proxy, what it was told of are pages elsewhere.
    const mayBeProxy = tls === undefined || options.behindProxy;
    const proxy = mayBeProxy ? origins.find((origin) => origin.startsWith('https:')) : undefined;
    if (proxy !== undefined) return inviteLink({ address: proxy, invite, pin: null });
    if (tls === undefined)
      return inviteLink({ address: `http://${hostOf(options)}:${port}`, invite, pin: null });
    const { isSelfMade, shown } = tls.identity;
    const name = isSelfMade ? undefined : firstName(shown.certificate.subjectAltName);
    const pin = isSelfMade ? tls.pin() : null;
    return inviteLink({ address: `https://${name ?? hostOf(options)}:${port}`, invite, pin });
  };
}

function hostOf({ host, interfaces }: LinkToOptions): string {
  if (host === '0.0.0.0' || host === '::') return lanHosts(interfaces())[0] ?? '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** The first name of a certificate that is one name, not a pattern of many. */
const firstName = (names = ''): string | undefined => /(?:^|, )DNS:([^*,]+)(?:,|$)/.exec(names)?.[1];
