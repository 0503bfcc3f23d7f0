import type { EventType } from '../shared/protocol/events.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { Change, TimedStore } from './store/Store.ts';

/**
 * The longest wait, in milliseconds. A wait is by a clock that nobody sets, and what is due by one that is set and jumps
 * with it, that stands still while a computer sleeps, and whose waits end at 2³¹ ms: so the time is looked at anew.
 */
const LONGEST_WAIT_MS = 60_000;
/** The wait before what could not be done is tried again. */
const RETRY_MS = 10_000;

/** Entries fall due, and so does what a conversation keeps for some days only. */
const MAY_MOVE: ReadonlySet<string> = new Set<EventType>(['entry.changed', 'conversation.changed']);

export type AlarmOptions = { store: TimedStore; clock: Clock; log: Log };

/** Does what falls due, when it does: what was missed while the server was down, at once. One timer, for the next of all. */
export function createAlarm({ store, clock, log }: AlarmOptions) {
  let callOff = () => {};
  /** What is being done; looks that come meanwhile are made when it is over. */
  let underWay: Promise<void> | undefined;
  let isAskedAgain = false;
  let stopped = false;

  function wait(ms: number): void {
    callOff();
    if (!stopped) callOff = clock.after(Math.min(ms, LONGEST_WAIT_MS), look);
  }

  async function ring(): Promise<void> {
    let next = await store.nextDueAt();
    while (next !== undefined && next <= clock.now() && !stopped) {
      await store.performDue();
      next = await store.nextDueAt();
    }
    if (next !== undefined) wait(next - clock.now());
  }

  function look(): void {
    callOff();
    if (underWay !== undefined || stopped) {
      isAskedAgain = true;
      return;
    }
    isAskedAgain = false;
    underWay = ring()
      .catch((error: unknown) => {
        if (stopped) return;
        log.error({ err: error }, 'What was due could not be done.');
        wait(RETRY_MS);
      })
      .then(() => {
        underWay = undefined;
        if (isAskedAgain) look();
      });
  }

  return {
    /** Finds out anew what is next. */
    look,
    /** Finds out anew where a commit has changed what is next. */
    heard(changes: readonly Change[]): void {
      if (changes.some((change) => change.kind === 'event' && MAY_MOVE.has(change.event.type))) look();
    },
    /** Nothing begins any more; resolves when what is being done is done. */
    async stop(): Promise<void> {
      stopped = true;
      callOff();
      await underWay;
    },
  };
}
