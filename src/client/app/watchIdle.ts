import type { Clock } from '../clock.ts';

/** Away is who has not touched this device for so long, in seconds. */
const IDLE_AFTER_S = 5 * 60;
/** Looked at so often, in milliseconds; more often while away, since coming back is to show at once. */
const LOOK_EVERY_MS = 15_000;
const LOOK_EVERY_MS_AWAY = 3_000;

/** What is used of Electron's `powerMonitor`, where `lock-screen` and `unlock-screen` come on macOS and Windows alone. */
export type IdleMonitor = {
  /** Seconds since the keyboard or the mouse was last used. */
  getSystemIdleTime(): number;
  on(event: 'lock-screen' | 'unlock-screen' | 'resume', listener: () => void): unknown;
};

/** Calls back when whoever uses this computer goes away from it, and when they are back. Returns what ends it. */
export function watchIdle(monitor: IdleMonitor, clock: Clock, onAway: (away: boolean) => void): () => void {
  let isLocked = false;
  let isAway = false;
  let cancel = clock.after(LOOK_EVERY_MS, look);

  function look(): void {
    cancel();
    const away = isLocked || monitor.getSystemIdleTime() >= IDLE_AFTER_S;
    cancel = clock.after(away ? LOOK_EVERY_MS_AWAY : LOOK_EVERY_MS, look);
    if (away === isAway) return;
    isAway = away;
    onAway(away);
  }

  monitor.on('lock-screen', () => {
    isLocked = true;
    look();
  });
  monitor.on('unlock-screen', () => {
    isLocked = false;
    look();
  });
  monitor.on('resume', look);
  return () => cancel();
}
