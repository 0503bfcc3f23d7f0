import type { Clock } from '../../client/clock.ts';
import type { Met } from '../../client/connection/Transport.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { Pin } from '../../shared/model/trust.ts';
import type { Health } from '../../shared/protocol/http.ts';
import type { Transports } from '../trust/createTransports.ts';
import { within } from '../within.ts';

/** Servers asked at the same time. */
const LANES = 6;
/** Who has not answered by then counts as silent, in milliseconds: on one's own network an answer takes a few. */
const ANSWER_WITHIN_MS = 4_000;

/** What asking for a space at an address has come to. */
/** So many may wait to be asked. */
const MOST_WAITING = 200;

export type Probed =
  /** It is there, and its server calls it so. */
  | { kind: 'alive'; name: string }
  | { kind: 'silent' }
  /** Something else is there. */
  | { kind: 'other' };

export type ProbeOptions = { transports: Transports; clock: Clock };

/** Asks whether a space is at an address, and by which name; with a pin, only a server that has that key. Never rejects. */
export type Probe = (address: string, spaceId: SpaceId, pin: Pin | null) => Promise<Probed>;

/** Asks servers who they are, a few at a time. All that is said to one is `GET /health`. */
export function createProbe({ transports, clock }: ProbeOptions): Probe {
  let free = LANES;
  const waiting: (() => void)[] = [];

  async function inLane(work: () => Promise<Probed>): Promise<Probed> {
    // Whoever announces faster than can be asked makes up what they announce.
    if (waiting.length >= MOST_WAITING) return { kind: 'silent' };
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  }

  /** A key that nobody has vouched for is enough to be asked who one is, and for nothing else. */
  async function meet(address: string, pin: Pin | null): Promise<Met<Health>> {
    const met = await transports(pin).health(address);
    if (met.ok || met.failure.kind !== 'untrusted' || met.failure.expected !== null) return met;
    return transports(met.failure.presented).health(address);
  }

  return (address, spaceId, pin) =>
    inLane(async () => {
      const met = await within(clock, ANSWER_WITHIN_MS, meet(address, pin));
      return met === null ? { kind: 'silent' } : probedOf(met, spaceId);
    });
}

function probedOf(met: Met<Health>, spaceId: SpaceId): Probed {
  if (met.ok)
    return met.data.spaceId === spaceId ? { kind: 'alive', name: met.data.name } : { kind: 'other' };
  const { kind } = met.failure;
  return { kind: kind === 'unreachable' || kind === 'refused' ? 'silent' : 'other' };
}
