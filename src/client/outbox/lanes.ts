import type { Clock } from '../clock.ts';
import { backoff } from '../connection/backoff.ts';
import type { Link } from '../connection/Transport.ts';
import type { OutboxRow } from './OutboxStore.ts';
import type { OutboxRows } from './outboxRows.ts';
import { creates, provisionalId } from './requestOf.ts';

/** What came of sending a row: it is done with, its link was lost, or it is worth trying again, after a time that the server named. */
export type Delivery = 'done' | 'lost' | { againAfterMs: number | undefined };

export type LanesOptions = {
  rows: OutboxRows;
  clock: Clock;
  random(): number;
  /** Sends one row and settles what comes back; rejects when the outbox cannot be written. */
  deliver(row: OutboxRow, over: Link): Promise<Delivery>;
  onReport(what: string, detail: string): void;
};

/** The shortest and the longest pause that a server is granted, in milliseconds. */
const SHORTEST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Lets rows leave one after another, each lane for itself: the next when the one before was acknowledged or
 * refused for good (S18). What fails for now is tried again, for ever: when the server said it would be
 * taken, else with growing pauses.
 */
export function createLanes({ rows, clock, random, deliver, onReport }: LanesOptions) {
  /** Lanes with a row under way or a pause before the next try. */
  const busy = new Set<string>();
  const failures = new Map<string, number>();
  /** What calls each pause off. */
  const pauses = new Map<string, () => void>();
  let link: Link | undefined;

  function pump(lane: string): void {
    if (link === undefined || busy.has(lane)) return;
    const next = rows.inLane(lane).find((row) => row.refusal === null);
    if (next === undefined || waitsForCreation(next)) return;
    busy.add(lane);
    deliver(next, link).then(
      (delivery) => delivered(lane, delivery),
      (error: unknown) => {
        // A full disk, say. The row is still there.
        onReport('the outbox could not be written', String(error));
        pause(lane, undefined);
      },
    );
  }

  function pumpAll(): void {
    for (const lane of rows.lanes()) pump(lane);
  }

  /** Whether the conversation it belongs to is itself still to be made (S6). */
  function waitsForCreation(row: OutboxRow): boolean {
    return (
      !creates(row) &&
      rows.all().some((other) => creates(other) && provisionalId(other) === row.conversationId)
    );
  }

  function delivered(lane: string, delivery: Delivery): void {
    if (typeof delivery === 'object') {
      pause(lane, delivery.againAfterMs);
      return;
    }
    busy.delete(lane);
    if (delivery === 'lost') {
      // Where a new link came up meanwhile, its own look at the lanes found this one busy.
      pump(lane);
      return;
    }
    failures.delete(lane);
    // What was done may be what another lane waited for.
    pumpAll();
  }

  function nextPause(lane: string): number {
    const failed = failures.get(lane) ?? 0;
    failures.set(lane, failed + 1);
    return backoff(failed, random);
  }

  function pause(lane: string, named: number | undefined): void {
    const wait =
      named === undefined ? nextPause(lane) : Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, named));
    const goOn = () => {
      pauses.delete(lane);
      busy.delete(lane);
      pump(lane);
    };
    pauses.set(lane, clock.after(wait, goOn));
  }

  return {
    pump,

    /** Whether what is added to a lane now leaves at once. */
    isFree: (lane: string): boolean =>
      link !== undefined && !busy.has(lane) && rows.inLane(lane).length === 0,

    /** Sends what waits over a new link; no pause holds it up. */
    linkUp(opened: Link): void {
      link = opened;
      failures.clear();
      for (const [lane, cancel] of pauses) {
        cancel();
        busy.delete(lane);
      }
      pauses.clear();
      pumpAll();
    },

    linkDown(): void {
      link = undefined;
    },
  };
}
