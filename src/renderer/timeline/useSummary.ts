import { useMemo } from 'react';
import { hasShortcode } from '../emoji/shortcodes.ts';
import { useEmoji } from '../emoji/useEmoji.ts';
import { summaryOf } from './messageText.ts';

/** The words of a message in one line, for where it is referred to, with emoji where their short names stand. */
export function useSummary(text: string): string {
  const emoji = useEmoji(hasShortcode(text))?.byName ?? null;
  return useMemo(() => summaryOf(text, emoji), [text, emoji]);
}
