const KEY = 'parley.collapsed';

/** The sections that are folded up on this computer: a convenience of this window, lost without harm. */
export function recallCollapsed(): ReadonlySet<string> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return new Set(Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : []);
  } catch {
    return new Set();
  }
}

export function rememberCollapsed(collapsed: ReadonlySet<string>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([...collapsed]));
  } catch {
    // Without storage they are unfolded the next time.
  }
}
