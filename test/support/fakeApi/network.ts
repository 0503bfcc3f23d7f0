import type { AppOutput } from '../../../src/shared/ipc/contract.ts';
import type { NearbyView, Surroundings, TestStep } from '../../../src/shared/ipc/views.ts';
import { readSpokenCode } from '../../../src/shared/model/spokenCode.ts';
import { fingerprintOf, type Pin, type Trust } from '../../../src/shared/model/trust.ts';
import { spaceIdOf } from './buildSpace.ts';
import { OTHER_PIN, RIVER_PIN } from './pins.ts';
import { Refusal } from './Refusal.ts';

/** What the host of the space at a desk reads out. */
export const SPOKEN_CODE = 'K7Q204ZW';

type Probed = AppOutput<'space:probe'>;

const bare = (address: string): string => address.replace(/^https?:\/\//, '').replace(/\/+$/, '');

/** How the server at an address is known: one at a desk has a key of its own making, unless its host turned that off. */
function trustAt(address: string): Trust {
  const host = bare(address);
  if (host.startsWith('127.')) return { kind: 'loopback' };
  if (host.startsWith('192.168.1.66')) return { kind: 'unknown', pin: OTHER_PIN };
  if (host.startsWith('192.168.1.40')) return { kind: 'plain' };
  if (host.startsWith('192.168.1.30')) return { kind: 'unknown', pin: RIVER_PIN };
  return { kind: 'signed' };
}

const mismatch = (expected: Pin | null, presented: Pin) =>
  new Refusal('untrusted', 'The key is another one.', { expected, presented });

/** Who answers at an address; with a pin, only who has that key. */
export function probe(address: string, pin: Pin | undefined, more: Partial<Probed> = {}): Probed {
  if (address.includes('nothing')) throw new Refusal('unreachable');
  if (address.includes('web')) throw new Refusal('not_parley');
  const trust = trustAt(address);
  const own = trust.kind === 'unknown' ? trust.pin : null;
  if (pin !== undefined && own !== pin) {
    if (own === null) throw new Refusal('untrusted');
    throw mismatch(pin, own);
  }
  return {
    address: `${trust.kind === 'plain' || trust.kind === 'loopback' ? 'http' : 'https'}://${bare(address)}`,
    spaceId: spaceIdOf(8),
    name: 'River neighbours',
    isNew: false,
    registration: 'invite',
    trust: pin === undefined ? trust : { kind: 'pinned', pin },
    ...more,
  };
}

/** The server at a desk knows the code that its host reads out; the one in between does not. */
export function prove(address: string, code: string): AppOutput<'space:prove'> {
  const trust = trustAt(address);
  if (trust.kind !== 'unknown' || trust.pin !== RIVER_PIN || readSpokenCode(code) !== SPOKEN_CODE)
    throw new Refusal('unauthorized');
  return { address: `https://${bare(address)}`, pin: trust.pin };
}

/** Whether a server takes an account from who expects this key of it. */
export function checkKey(address: string, pin: Pin | undefined): void {
  const trust = trustAt(address);
  if (trust.kind === 'unknown' && trust.pin !== pin) throw mismatch(pin ?? null, trust.pin);
}

const order = ['resolve', 'reach', 'tls', 'version'] as const;
const passedWith = (address: string): Record<TestStep['step'], string> => {
  const trust = trustAt(address);
  return {
    resolve: bare(address).replace(/:.*/, ''),
    reach: `Answered at ${bare(address)} within 3 ms`,
    tls:
      trust.kind === 'unknown' ? fingerprintOf(trust.pin) : trust.kind === 'plain' ? 'Plain HTTP' : 'TLS 1.3',
    version: 'Parley 0.1.0',
  };
};

type Failure = { step: TestStep['step']; cause: NonNullable<TestStep['cause']>; detail: string };

/** Where the way to a server ends, by what its name says. */
const failures: Record<string, Failure> = {
  unknown: { step: 'resolve', cause: 'unknown_name', detail: 'getaddrinfo ENOTFOUND' },
  nothing: { step: 'reach', cause: 'no_answer', detail: 'No answer within 5 s' },
  refused: { step: 'reach', cause: 'refused', detail: 'connect ECONNREFUSED' },
  expired: { step: 'tls', cause: 'bad_certificate', detail: 'CERT_HAS_EXPIRED' },
  web: { step: 'version', cause: 'not_parley', detail: 'GET /health answered 404' },
};

/** The way to a server, step by step. */
export function tryWay(address: string, pin: Pin | undefined): TestStep[] {
  const trust = trustAt(address);
  const named = Object.entries(failures).find(([name]) => address.includes(name))?.[1];
  const failure: Failure | undefined =
    trust.kind === 'unknown' && pin !== undefined && pin !== trust.pin
      ? { step: 'tls', cause: 'other_key', detail: fingerprintOf(trust.pin) }
      : named;
  const failedAt = failure === undefined ? order.length : order.indexOf(failure.step);
  const details = passedWith(address);
  return order.map((step, index) => {
    if (index === failedAt && failure !== undefined) return { ...failure, outcome: 'failed' };
    if (index > failedAt) return { step, outcome: 'open', detail: '', cause: null };
    return { step, outcome: 'passed', detail: details[step], cause: null };
  });
}

export const nearbySpace = (number: number, name: string, more: Partial<NearbyView> = {}): NearbyView => ({
  spaceId: spaceIdOf(number),
  name,
  address: `https://192.168.1.3${number - 8}:4100`,
  state: 'alive',
  joined: false,
  ...more,
});

export const surroundings = (spaces: NearbyView[], more: Partial<Surroundings> = {}): Surroundings => ({
  spaces,
  addresses: ['192.168.1.23'],
  canLook: true,
  ...more,
});

/** Who is around: one to join, one that is still asked, one that does not answer, and one that one is in. */
export const fewAround = (): Surroundings =>
  surroundings([
    nearbySpace(1, 'Garden association', { joined: true, address: 'https://192.168.1.20:4100' }),
    nearbySpace(8, 'River neighbours'),
    nearbySpace(11, 'Rowing club', { state: 'silent' }),
  ]);
