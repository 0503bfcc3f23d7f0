import { type FocusEvent, useLayoutEffect, useRef } from 'react';

/**
 * Keeps the focus on a conversation's row when it moves to another section, which makes another row of it: without
 * this the focus would be nowhere. A row that is gone leaves it to the one that is open, or the first.
 */
export function useKeptFocus(arrangement: unknown) {
  const list = useRef<HTMLDivElement>(null);
  const held = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an arrangement that changes is what moves the rows.
  useLayoutEffect(() => {
    if (held.current === null || document.activeElement !== document.body) return;
    const find = (selector: string) => list.current?.querySelector<HTMLElement>(selector);
    const row =
      find(`[data-conversation="${CSS.escape(held.current)}"]`) ??
      find('[aria-current]') ??
      find('[data-conversation]');
    row?.focus();
  }, [arrangement]);
  return {
    ref: list,
    onFocus: (event: FocusEvent<HTMLElement>) => {
      const holder = event.target.closest('.row-holder');
      held.current =
        holder?.querySelector<HTMLElement>('[data-conversation]')?.dataset['conversation'] ?? null;
    },
    onBlur: (event: FocusEvent<HTMLElement>) => {
      // Without a next one it may be that the row has just gone.
      if (event.relatedTarget !== null) held.current = null;
    },
  };
}
