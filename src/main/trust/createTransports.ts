import type { Agent } from 'node:http';
import { createSocketTransport, type Fetch } from '../../client/connection/socketTransport.ts';
import type { Transport } from '../../client/connection/Transport.ts';
import { TrustError } from '../../client/connection/TrustError.ts';
import type { Pin } from '../../shared/model/trust.ts';
import { overTls } from './connectTrusted.ts';
import { createAgent } from './createAgent.ts';
import { createFetch } from './createFetch.ts';
import { readKey } from './readKey.ts';

/** The way to servers that have to have a certain key; without one, to those that need none. */
export type Transports = (pin: Pin | null) => Transport;

/**
 * What one packet may hold, in bytes: far more than the directory of the largest space. Packets are not compressed, which
 * is what ours are sent as: a small one cannot become a large one.
 */
const bounds = { maxPayload: 64 * 1024 * 1024, perMessageDeflate: false };

/** How this app reaches spaces: HTTP and sockets alike over connections that `connectTrusted` opens. */
export const createTransports = (): Transports => (pin) => {
  const fetch = createTrustedFetch(pin);
  const agentFor = agentsFor(pin);
  return createSocketTransport(fetch, (address) => ({ ...bounds, agent: agentFor(address) }));
};

/** HTTP alone, to a server that has to have this key. */
export function createTrustedFetch(pin: Pin | null): Fetch {
  const fetch = createFetch(agentsFor(pin));
  return async (url, init) => {
    const answer = await fetch(url, init);
    if (answer.status === TLS_REQUIRED && url.startsWith('http:')) await tellKey(url);
    return answer;
  };
}

function agentsFor(pin: Pin | null): (address: string) => Agent {
  const [plain, secure] = [createAgent(false, pin), createAgent(true, pin)];
  return (address) => (address.startsWith('https:') ? secure : plain);
}

/** 426 Upgrade Required: a space that once spoke plain HTTP speaks TLS now. */
const TLS_REQUIRED = 426;

/** Which key the server has that asks for TLS: somebody has to vouch for it before more is said. */
async function tellKey(url: string): Promise<void> {
  const { presented } = await readKey(overTls(url));
  throw new TrustError({ expected: null, presented });
}
