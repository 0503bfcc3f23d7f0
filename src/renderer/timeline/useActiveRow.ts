import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { focusComposer } from '../keys/regions.ts';
import type { RowActions } from './rowActions.ts';
import type { ScrollKeeper } from './ScrollKeeper.ts';
import type { TimelineItem } from './timelineItems.ts';

type Options = {
  items: readonly TimelineItem[];
  keeper: ScrollKeeper;
  actions: RowActions;
  scroller: RefObject<HTMLElement | null>;
};

/** What a plain key does with the row that has the focus; tells whether it did something. */
function act(key: string, item: TimelineItem, actions: RowActions): boolean {
  const { message } = item;
  switch (key.toLowerCase()) {
    case 'r':
      if (!actions.canReply(message)) return false;
      actions.reply(message);
      return true;
    case 'e':
      if (!actions.canEdit(message)) return false;
      actions.edit(message);
      return true;
    case 'delete':
      if (!actions.canDelete(message)) return false;
      actions.askDelete(message);
      return true;
    case 'escape':
      focusComposer();
      return true;
    default:
      return false;
  }
}

/** The row that has the focus, or had it last: one stop on the way of the Tab key, from which the arrows go on. */
export function useActiveRow({ items, keeper, actions, scroller }: Options) {
  const [key, setKey] = useState<string | null>(null);
  const wanted = useRef(false);
  const index = key === null ? -1 : items.findIndex((item) => item.message.key === key);

  useLayoutEffect(() => {
    if (!wanted.current || key === null) return;
    wanted.current = false;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    row?.focus({ preventScroll: true });
    if (index !== -1) keeper.reveal(index);
  }, [key, index, keeper, scroller]);

  const onKeyDown = (event: KeyboardEvent) => {
    const { ctrlKey, metaKey, altKey, target } = event;
    // Keys pressed on a button inside a row belong to the button.
    if (
      ctrlKey ||
      metaKey ||
      altKey ||
      !(target instanceof HTMLElement) ||
      target.dataset['key'] === undefined
    )
      return;
    const step = { ArrowUp: -1, ArrowDown: 1, Home: -items.length, End: items.length }[event.key];
    if (step !== undefined) {
      const next = items[Math.min(items.length - 1, Math.max(0, index + step))];
      if (next === undefined) return;
      event.preventDefault();
      wanted.current = true;
      setKey(next.message.key);
      return;
    }
    const item = items[index];
    if (item !== undefined && act(event.key, item, actions)) event.preventDefault();
  };

  const onFocus = useCallback((rowKey: string) => setKey(rowKey), []);
  return { index, onKeyDown, onFocus };
}
