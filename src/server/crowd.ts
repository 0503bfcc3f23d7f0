import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { networkOf } from './http/callers.ts';

export type CrowdLimits = {
  /** How many connections one address may have open. */
  connectionsPerAddress: number;
  /** How many of them may be those of somebody who has not signed in on them. */
  unknownPerAddress: number;
};

/** What tells a connection from others, and is the same of the TCP connection and of the TLS connection on it. */
type Ends = Pick<Socket, 'remoteAddress' | 'remotePort'>;

/** Who is connected, by where they come from. */
export type Crowd = {
  /** Whether an address may have one more; it is counted until `left`. */
  enter(ends: Ends): boolean;
  /** Somebody has signed in on it. */
  know(ends: Ends): void;
  left(ends: Ends): void;
};

/**
 * Keeps one address from taking all the connections that there can be. `isExempt` tells those of a proxy, through which
 * everyone comes: to count them is for the proxy.
 */
export function createCrowd(limits: CrowdLimits, isExempt: (address: string) => boolean): Crowd {
  /** By network, then by a connection's ends: whether somebody is known to have it. */
  const crowds = new Map<string, { known: Set<string>; unknown: Set<string> }>();
  const nameOf = ({ remoteAddress, remotePort }: Ends): string => `${remoteAddress} ${remotePort}`;
  return {
    enter(ends) {
      const address = ends.remoteAddress ?? '';
      if (isExempt(address)) return true;
      const network = networkOf(address);
      const crowd = crowds.get(network) ?? { known: new Set(), unknown: new Set() };
      const { known, unknown } = crowd;
      const isFull =
        unknown.size >= limits.unknownPerAddress || known.size + unknown.size >= limits.connectionsPerAddress;
      if (isFull) return false;
      crowds.set(network, crowd);
      unknown.add(nameOf(ends));
      return true;
    },
    know(ends) {
      const crowd = crowds.get(networkOf(ends.remoteAddress ?? ''));
      if (crowd?.unknown.delete(nameOf(ends))) crowd.known.add(nameOf(ends));
    },
    left(ends) {
      const network = networkOf(ends.remoteAddress ?? '');
      const crowd = crowds.get(network);
      crowd?.known.delete(nameOf(ends));
      crowd?.unknown.delete(nameOf(ends));
      if (crowd?.known.size === 0 && crowd.unknown.size === 0) crowds.delete(network);
    },
  };
}

/** Hangs up at once on whom the crowd has no room for, before anything of theirs is read. */
export function admitToServer(http: Server, crowd: Crowd): void {
  const listeners = http.listeners('connection');
  http.removeAllListeners('connection');
  http.on('connection', (socket: Socket) => {
    // A connection that has ended has no address any more.
    const { remoteAddress, remotePort } = socket;
    const ends = { remoteAddress, remotePort };
    if (!crowd.enter(ends)) return void socket.destroy();
    socket.once('close', () => crowd.left(ends));
    for (const listener of listeners) listener.call(http, socket);
  });
}
