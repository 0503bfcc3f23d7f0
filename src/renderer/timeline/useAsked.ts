import { useCallback, useState } from 'react';
import type { Asked } from './rowActions.ts';

/** What is open about one message of a conversation: one thing at a time. */
export function useAsked() {
  const [asked, ask] = useState<Asked | null>(null);
  // Closing says what it closes: something else may have been opened from it.
  const close = useCallback((closed: Asked) => ask((now) => (now === closed ? null : now)), []);
  return { asked, ask, close };
}
