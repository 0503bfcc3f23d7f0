import type { Stream } from '../../shared/model/stream.ts';
import type { CacheableEvent } from '../cache/Cache.ts';

type Job = {
  run(): Promise<void>;
  /** Called instead of `run` when the job is called off. */
  drop?(): void;
  stream?: Stream;
  events?: CacheableEvent[];
};

/**
 * Brings changes to the cache one after another, in the order they were given. Events of one stream that
 * wait together are applied together: the more there is to do, the larger the steps.
 */
export function createApplyQueue(
  applyEvents: (stream: Stream, events: CacheableEvent[]) => Promise<void>,
  onFailure: (error: unknown) => void,
) {
  let waiting: Job[] = [];
  let isRunning = false;

  async function drain(): Promise<void> {
    isRunning = true;
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      try {
        await job.run();
      } catch (error) {
        // What follows leans on what failed.
        callOff(() => true);
        onFailure(error);
      }
    }
    isRunning = false;
  }

  function push(job: Job): void {
    waiting.push(job);
    if (!isRunning) void drain();
  }

  function callOff(isMeant: (job: Job) => boolean): void {
    const off = waiting.filter(isMeant);
    waiting = waiting.filter((job) => !isMeant(job));
    for (const job of off) job.drop?.();
  }

  return {
    add(run: () => Promise<void>): void {
      push({ run });
    },

    addEvents(stream: Stream, events: CacheableEvent[]): void {
      const last = waiting.at(-1);
      if (last?.stream === stream && last.events !== undefined) {
        for (const event of events) last.events.push(event);
        return;
      }
      const batch = [...events];
      push({ stream, events: batch, run: () => applyEvents(stream, batch) });
    },

    /** How many events wait. */
    events: (): number => waiting.reduce((sum, { events }) => sum + (events?.length ?? 0), 0),

    /** Calls off what waits for one stream. */
    forget: (stream: Stream): void => callOff((job) => job.stream === stream),

    /** Calls off all that waits; what is being applied goes on. */
    clear: (): void => callOff(() => true),

    /** Resolves when everything given before has been applied or called off, whatever is given after. */
    settled: (): Promise<void> =>
      new Promise((resolve) => {
        if (!isRunning) resolve();
        else push({ run: async () => resolve(), drop: resolve });
      }),
  };
}
