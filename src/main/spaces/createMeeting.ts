import { AppFault, faultOf } from '../../client/app/AppFault.ts';
import type { Door } from '../../client/app/createDoor.ts';
import { TrustError } from '../../client/connection/TrustError.ts';
import { isLoopback } from '../../shared/model/loopback.ts';
import type { Pin, Trust } from '../../shared/model/trust.ts';
import type { Health } from '../../shared/protocol/http.ts';
import { NoTlsError, overTls } from '../trust/connectTrusted.ts';
import { proveCode } from '../trust/proveCode.ts';
import { readKey } from '../trust/readKey.ts';
import { readAddress, type TypedAddress } from './address.ts';

/** Who answers, where, and how that is known. Nothing but `GET /health` was said. */
export type Meeting = { address: string; health: Health; trust: Trust };

/** What is known before: `null` for a key that is not. */
export type MeetingTerms = {
  pin: Pin | null;
  /** Whether a server that speaks no TLS is met as well where nobody said how to speak to it. */
  orPlain: boolean;
};

export type Meetings = ReturnType<typeof createMeeting>;

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

  return {
    /** Who answers at what was typed. */
    async meet(typed: string, { pin, orPlain }: MeetingTerms): Promise<Meeting> {
      const { address, plain } = read(typed);
      try {
        if (pin !== null) return await greet(overTls(address), pin, { kind: 'pinned', pin });
        if (address.startsWith('http:')) return await greetPlainly(address);
        return await greetOverTls(address);
      } catch (error) {
        if (error instanceof NoTlsError && orPlain && plain !== null) return greetPlainly(plain);
        throw asFault(error);
      }
    },

    /** Whose key it is that a code, which was read out, vouches for; refused with `unauthorized` where nothing is proved. */
    async prove(typed: string, code: string): Promise<{ address: string; pin: Pin }> {
      const address = overTls(read(typed).address);
      const pin = await proveCode(address, code).catch((error: unknown) => {
        throw asFault(error);
      });
      if (pin === null)
        throw new AppFault('unauthorized', 'This server does not prove that it knows this code.');
      return { address, pin };
    },
  };
}

function read(typed: string): TypedAddress {
  const address = readAddress(typed);
  if (address === undefined) throw new AppFault('invalid', 'This is not an address.');
  return address;
}

/** What kept a server from being met, as the window is told it. */
function asFault(error: unknown): AppFault {
  if (error instanceof AppFault) return error;
  if (error instanceof TrustError)
    return faultOf({ kind: 'untrusted', expected: error.expected, presented: error.presented });
  return faultOf({ kind: 'unreachable', message: String(error) });
}
