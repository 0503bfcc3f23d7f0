import { useEffect, useSyncExternalStore } from 'react';
import { type EmojiData, knownEmoji, loadEmoji, onEmojiKnown } from './emojiData.ts';

/** What there is of emoji once it is wanted and has been read; `null` until then. */
export function useEmoji(wanted: boolean): EmojiData | null {
  const known = useSyncExternalStore(onEmojiKnown, knownEmoji);
  useEffect(() => {
    // Without them nothing is offered; they are asked for again the next time.
    if (wanted) loadEmoji().catch(() => {});
  }, [wanted]);
  return wanted ? known : null;
}
