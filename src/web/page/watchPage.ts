import { v4 } from 'uuid';
import type { LastingApi } from '../tabs/lastingApi.ts';

/** A person's touch is told this often at most, in ms, and that a tab is still there this often. */
const TOUCH_EVERY_MS = 10_000;
const BEAT_EVERY_MS = 30_000;

/** Tells the app how this tab stands: whether it is looked at, used, brought back, or gone. */
export function watchPage({ tell }: Pick<LastingApi, 'tell'>): void {
  const looks = () =>
    tell({
      type: 'looks',
      visible: document.visibilityState === 'visible',
      focused: document.hasFocus(),
    });
  const woke = () => tell({ type: 'woke' });
  const { locks } = navigator as { locks?: LockManager };
  /** Held until the page is gone, or put aside: then another one is taken when it is back. */
  function hold(): void {
    const lock = `parley-tab-${v4()}`;
    locks
      ?.request(lock, () => {
        tell({ type: 'holds', lock });
        return new Promise(() => undefined);
      })
      .catch((error: unknown) => console.warn('this tab holds no lock', error));
  }
  let touchedAt = 0;
  const touched = () => {
    if (Date.now() - touchedAt < TOUCH_EVERY_MS) return;
    touchedAt = Date.now();
    tell({ type: 'touched' });
  };

  looks();
  document.addEventListener('visibilitychange', () => {
    looks();
    if (document.visibilityState === 'visible') woke();
  });
  window.addEventListener('focus', () => {
    looks();
    woke();
  });
  window.addEventListener('blur', looks);
  window.addEventListener('online', woke);
  // After a page was frozen or put aside (https://developer.chrome.com/docs/web-platform/page-lifecycle-api).
  document.addEventListener('resume', woke);
  window.addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    looks();
    hold();
    woke();
  });
  window.addEventListener('pagehide', () => tell({ type: 'leaves' }));
  for (const use of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'])
    window.addEventListener(use, touched, { passive: true, capture: true });

  if (locks) hold();
  else setInterval(() => tell({ type: 'beats' }), BEAT_EVERY_MS);
}
