import { useEffect, useSyncExternalStore } from 'react';
import { type EmojiData, knownEmoji, loadEmoji, onEmojiKnown } from './emojiData.ts';

/** What there is of emoji once it is wanted and has been read; `null` until then. */
export function useEmoji(wanted: boolean): EmojiData | null {
  const known = useSyncExternalStore(onEmojiKnown, knownEmoji);
  useEffect(() => {
    if (wanted) void loadEmoji();
  }, [wanted]);
  return wanted ? known : null;
}
