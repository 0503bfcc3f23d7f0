import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import type { Clock } from '../../client/clock.ts';
import type { TestStep } from '../../shared/ipc/views.ts';
import { fingerprintOf, type Pin } from '../../shared/model/trust.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { readAddress } from '../spaces/address.ts';
import { within } from '../within.ts';
import { type Destination, destinationOf, overTls } from './connectTrusted.ts';
import type { Transports } from './createTransports.ts';
import { readCertificate } from './readCertificate.ts';

/** The longest that each step takes, in milliseconds. */
const STEP_WITHIN_MS = 6_000;

export type ConnectionTestOptions = {
  transports: Transports;
  clock: Clock;
  /** The address of a name; rejects for one that is not known. */
  lookUp?(host: string): Promise<string>;
};

type Name = TestStep['step'];
type Cause = NonNullable<TestStep['cause']>;
/** What a step has found; with a cause, why the way ends there. */
type Found = { detail: string; cause?: Cause };

const NO_ANSWER: Found = { detail: 'There was no answer in time.', cause: 'no_answer' };

const askSystem = async (host: string): Promise<string> => (await lookup(host)).address;

/**
 * Tries the way to a server step by step: its name, its port, its key, and who it is. All that is said to it is `GET /health`, and
 * with a pin only to a server that has that key.
 */
export function createConnectionTest({ transports, clock, lookUp = askSystem }: ConnectionTestOptions) {
  const inTime = async (work: Promise<Found>): Promise<Found> =>
    (await within(clock, STEP_WITHIN_MS, work)) ?? NO_ANSWER;

  const resolve = ({ host }: Destination): Promise<Found> =>
    lookUp(host).then(
      (address) => ({ detail: address }),
      (error: unknown) => ({ detail: messageOf(error), cause: 'unknown_name' }),
    );

  /** With a pin its key has to be that one; without, a key that nobody vouches for is told and can be compared. */
  async function tryTls(to: Destination, pin: Pin | null): Promise<Found & { presented?: Pin }> {
    const ending = new AbortController();
    const seen = await within(clock, STEP_WITHIN_MS, readCertificate(to, ending.signal)).catch(messageOf);
    ending.abort();
    if (seen === null) return NO_ANSWER;
    if (typeof seen === 'string') return { detail: seen, cause: 'not_tls' };
    const { presented, vouchedFor, flaw } = seen;
    const detail = fingerprintOf(presented);
    if (pin !== null) return presented === pin ? { detail, presented } : { detail, cause: 'other_key' };
    if (vouchedFor === 'flawed') return { detail: `${flaw}; ${detail}`, cause: 'bad_certificate' };
    return vouchedFor === 'signed' ? { detail: `signed; ${detail}` } : { detail, presented };
  }

  async function meet(address: string, pin: Pin | null): Promise<Found> {
    const met = await transports(pin).health(address);
    if (!met.ok) {
      const { failure } = met;
      const detail = failure.kind === 'refused' ? failure.error.message : messageIn(failure);
      return { detail, cause: failure.kind === 'untrusted' ? 'other_key' : 'not_parley' };
    }
    const { name, version, protocol } = met.data;
    const detail = `${name}, Parley ${version}, protocol ${protocol}`;
    if (protocol > PROTOCOL_VERSION) return { detail, cause: 'client_too_old' };
    return protocol < PROTOCOL_VERSION ? { detail, cause: 'server_too_old' } : { detail };
  }

  /** Where a typed `http:` address is one of a server that wants TLS, it is tried over that, as joining does. */
  async function speaksPlainly(address: string): Promise<boolean> {
    if (!address.startsWith('http:')) return false;
    const met = await within(clock, STEP_WITHIN_MS, transports(null).health(address));
    return met === null || met.ok || met.failure.kind !== 'untrusted';
  }

  return async function test(typed: string, pin: Pin | null): Promise<TestStep[]> {
    const steps = createSteps();
    const read = readAddress(typed);
    if (read === undefined)
      return steps.end('resolve', { detail: 'This is not an address.', cause: 'not_an_address' });
    const address = pin === null ? read.address : overTls(read.address);
    const to = destinationOf(address);
    if (!steps.pass('resolve', await inTime(resolve(to)))) return steps.all();
    if (!steps.pass('reach', await tryReaching(to, clock))) return steps.all();
    if (await speaksPlainly(address)) {
      steps.pass('tls', { detail: 'plain HTTP, as the address says' });
      steps.pass('version', await inTime(meet(address, null)));
      return steps.all();
    }
    const tls = await tryTls(to, pin);
    if (steps.pass('tls', tls))
      steps.pass('version', await inTime(meet(overTls(address), tls.presented ?? null)));
    return steps.all();
  };
}

const NAMES: Name[] = ['resolve', 'reach', 'tls', 'version'];

/** The steps so far; those that were not come to are open. */
function createSteps() {
  const taken = new Map<Name, TestStep>();
  const all = (): TestStep[] =>
    NAMES.map((step) => taken.get(step) ?? { step, outcome: 'open', detail: '', cause: null });
  function pass(step: Name, { detail, cause }: Found): boolean {
    taken.set(step, { step, outcome: cause ? 'failed' : 'passed', detail, cause: cause ?? null });
    return cause === undefined;
  }
  return {
    all,
    /** Writes down what a step has found; answers whether the way goes on. */
    pass,
    end(step: Name, found: Found): TestStep[] {
      pass(step, found);
      return all();
    },
  };
}

/** What the system says when a port cannot be reached, to what a person can do about it. */
const CAUSES: Record<string, Cause> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'no_route',
  ENETUNREACH: 'no_route',
  EADDRNOTAVAIL: 'no_route',
  ENOTFOUND: 'unknown_name',
  ETIMEDOUT: 'no_answer',
};

async function tryReaching({ host, port }: Destination, clock: Clock): Promise<Found> {
  const socket = connect({ host, port });
  const reached = new Promise<Found>((resolve) => {
    socket.once('connect', () => resolve({ detail: `${socket.remoteAddress}, port ${port}` }));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ detail: messageOf(error), cause: CAUSES[error.code ?? ''] ?? 'no_answer' }),
    );
  });
  const found = await within(clock, STEP_WITHIN_MS, reached);
  socket.destroy();
  return found ?? NO_ANSWER;
}

const messageIn = (failure: { kind: string; message?: string }): string => failure.message ?? failure.kind;

/** An attempt at several addresses of a name fails with a code and no message. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || String((error as NodeJS.ErrnoException).code);
}
