import type { Met, Transport } from '../../../src/client/connection/Transport.ts';
import type { Transports } from '../../../src/main/trust/createTransports.ts';
import type { SpaceId } from '../../../src/shared/model/ids.ts';
import type { Pin } from '../../../src/shared/model/trust.ts';
import { type Health, healthSchema } from '../../../src/shared/protocol/http.ts';

/** What answers at an address; it never answers when it is `deaf`. */
export type Host = { spaceId: SpaceId; name: string; pin?: Pin; deaf?: boolean };

/** Servers by their addresses, and what they were asked; all that can be asked of them is who they are. */
export function createHosts() {
  const hosts = new Map<string, Host>();
  /** Every `GET /health` that a server got to read. */
  const asked: { address: string; pin: Pin | null }[] = [];
  let underWay = 0;
  let mostAtOnce = 0;

  async function answerOf(address: string, pin: Pin | null): Promise<Met<Health>> {
    const host = hosts.get(address);
    if (host === undefined) return { ok: false, failure: { kind: 'unreachable', message: 'refused' } };
    if (host.deaf) return new Promise(() => undefined);
    const presented = host.pin ?? null;
    // A key that is not the one it has to be ends the handshake: nothing is asked.
    if (presented !== null && presented !== pin)
      return { ok: false, failure: { kind: 'untrusted', expected: pin, presented } };
    if (presented === null && pin !== null)
      return { ok: false, failure: { kind: 'unreachable', message: 'no TLS' } };
    asked.push({ address, pin });
    return { ok: true, data: healthOf(host) };
  }

  const transports: Transports = (pin) => {
    const never = () => {
      throw new Error('More than GET /health was said to a server.');
    };
    const transport: Transport = {
      async health(address) {
        underWay++;
        mostAtOnce = Math.max(mostAtOnce, underWay);
        return answerOf(address, pin).finally(() => {
          underWay--;
        });
      },
      ...{ register: never, login: never, refresh: never, logout: never, open: never },
    };
    return transport;
  };

  return { hosts, transports, asked, mostAtOnce: () => mostAtOnce };
}

const healthOf = ({ spaceId, name, pin }: Host): Health =>
  healthSchema.parse({
    ...{ status: 'ok', name, spaceId, version: '0.1.0', protocol: 1, connections: 0, uptimeSeconds: 1 },
    epoch: spaceId,
    incarnation: spaceId,
    pin: pin ?? null,
  });
