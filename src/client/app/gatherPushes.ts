import type { Delta } from '../../shared/ipc/deltas.ts';
import type { Clock } from '../clock.ts';
import { gather } from './gather.ts';

/** About a frame of a display at 60 Hz: what happens within one is shown together anyway. */
const FRAME_MS = 16;

/** Takes deltas one by one, and gives those that come within a frame away together. */
export function gatherPushes(clock: Clock, send: (deltas: Delta[]) => void): (delta: Delta) => void {
  let waiting: Delta[] = [];
  function flush(): void {
    const deltas = gather(waiting);
    waiting = [];
    send(deltas);
  }
  return (delta) => {
    waiting.push(delta);
    if (waiting.length === 1) clock.after(FRAME_MS, flush);
  };
}
