import type { Stream } from '../../shared/model/stream.ts';
import type { CacheableEvent } from '../cache/Cache.ts';

type Job = { run(): Promise<void>; stream?: Stream; events?: CacheableEvent[] };

/**
 * Brings changes to the cache one after another, in the order they were given. Events of one stream that
 * wait together are applied together: the more there is to do, the larger the steps.
 */
export function createApplyQueue(
  applyEvents: (stream: Stream, events: CacheableEvent[]) => Promise<void>,
  onFailure: (error: unknown) => void,
) {
  let waiting: Job[] = [];
  let running: Promise<void> | undefined;

  async function drain(): Promise<void> {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      try {
        await job.run();
      } catch (error) {
        // What follows leans on what failed.
        waiting = [];
        onFailure(error);
      }
    }
    running = undefined;
  }

  function push(job: Job): void {
    waiting.push(job);
    running ??= drain();
  }

  return {
    add(run: () => Promise<void>): void {
      push({ run });
    },

    addEvents(stream: Stream, events: CacheableEvent[]): void {
      const last = waiting.at(-1);
      if (last?.stream === stream && last.events !== undefined) {
        last.events.push(...events);
        return;
      }
      const batch = [...events];
      push({ stream, events: batch, run: () => applyEvents(stream, batch) });
    },

    /** Calls off what waits for one stream. */
    forget(stream: Stream): void {
      waiting = waiting.filter((job) => job.stream !== stream);
    },

    /** Calls off all that waits; what is being applied goes on. */
    clear(): void {
      waiting = [];
    },

    /** Resolves when everything given so far has been applied. */
    async settled(): Promise<void> {
      await running;
    },
  };
}
