import { AppFault } from '../../client/app/AppFault.ts';
import type { Door } from '../../client/app/createDoor.ts';
import type { Pin, Trust } from '../../shared/model/trust.ts';
import type { Health } from '../../shared/protocol/http.ts';
import { NoTlsError, overTls } from '../trust/connectTrusted.ts';
import { readKey } from '../trust/readKey.ts';
import { readAddress } from './address.ts';
import { isLoopback } from './entries.ts';

/** Who answers, where, and how that is known. Nothing but `GET /health` was said. */
export type Meeting = { address: string; health: Health; trust: Trust };

/** What is known before: `null` for a key that is not. */
export type MeetingTerms = {
  pin: Pin | null;
  /** Whether a server that speaks no TLS is met as well where nobody said how to speak to it. */
  orPlain: boolean;
};

/** How servers are met whose way a person typed, before anything about the person is said. Rejects with `AppFault`. */
export function createMeeting(doorTo: (pin: Pin | null) => Door) {
  async function greet(address: string, pin: Pin | null, trust: Trust): Promise<Meeting> {
    const { health } = await doorTo(pin).greet(address);
    return { address, health, trust };
  }

  /** Whose key is not known: what it is comes first, and then only that one is greeted. */
  async function greetOverTls(address: string): Promise<Meeting> {
    const { presented, signed } = await readKey(address);
    if (signed) return greet(address, null, { kind: 'signed' });
    return greet(address, presented, { kind: 'unknown', pin: presented });
  }

  async function greetPlainly(address: string): Promise<Meeting> {
    try {
      return await greet(address, null, { kind: isLoopback(address) ? 'loopback' : 'plain' });
    } catch (error) {
      // It speaks TLS, and says so.
      if (error instanceof AppFault && error.code === 'untrusted') return greetOverTls(overTls(address));
      throw error;
    }
  }

  return async function meet(typed: string, { pin, orPlain }: MeetingTerms): Promise<Meeting> {
    const read = readAddress(typed);
    if (read === undefined) throw new AppFault('invalid', 'This is not an address.');
    const { address, plain } = read;
    try {
      if (pin !== null) return await greet(overTls(address), pin, { kind: 'pinned', pin });
      if (address.startsWith('http:')) return await greetPlainly(address);
      return await greetOverTls(address);
    } catch (error) {
      if (error instanceof AppFault) throw error;
      if (error instanceof NoTlsError && orPlain && plain !== null) return greetPlainly(plain);
      throw new AppFault('unreachable', 'No server answers at that address.');
    }
  };
}
