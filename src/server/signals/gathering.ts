import type { Clock } from '../clock.ts';

/**
 * Tells of what changes at the end of the turn, and while more keeps coming at most once every `everyMs`: what many do
 * together costs as many packets as time goes by, not as there are of them. Returns what notes a change.
 */
export function createGathering(clock: Clock, everyMs: number, tell: () => void): () => void {
  let isWaiting = false;
  let isResting = false;

  function run(): void {
    isWaiting = false;
    isResting = true;
    clock.after(everyMs, () => {
      isResting = false;
      if (isWaiting) run();
    });
    tell();
  }

  return () => {
    if (isWaiting) return;
    isWaiting = true;
    if (!isResting) clock.turn(run);
  };
}
