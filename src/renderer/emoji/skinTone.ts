/** Tones from light to dark; 0 is none. */
const DARKEST = 5;
const KEY = 'parley.skinTone';

/** The skin tone that was chosen last: a convenience of this window, lost without harm. */
export function recallTone(): number {
  try {
    const tone = Number(localStorage.getItem(KEY) ?? 0);
    return Number.isInteger(tone) && tone >= 0 && tone <= DARKEST ? tone : 0;
  } catch {
    return 0;
  }
}

export function rememberTone(tone: number): void {
  try {
    localStorage.setItem(KEY, String(tone));
  } catch {
    // Without storage it is chosen again.
  }
}
