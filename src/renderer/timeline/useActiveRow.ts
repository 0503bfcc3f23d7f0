import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { focusComposer } from '../keys/regions.ts';
import { useLongPress } from '../ui/useLongPress.ts';
import type { RowActions } from './rowActions.ts';
import { commandsFor } from './rowCommands.tsx';
import type { ScrollKeeper } from './ScrollKeeper.ts';
import type { TimelineItem } from './timelineItems.ts';

type Options = {
  items: readonly TimelineItem[];
  keeper: Pick<ScrollKeeper, 'reveal'>;
  actions: RowActions;
  scroller: RefObject<HTMLElement | null>;
};

/** Whether a key is the one that opens the menu of what has the focus. */
const opensMenu = ({ key, shiftKey }: KeyboardEvent): boolean =>
  key === 'ContextMenu' || (key === 'F10' && shiftKey);

/** What a key does with the row that has the focus; tells whether it did something. */
function act(event: KeyboardEvent, row: Element, { message }: TimelineItem, actions: RowActions): boolean {
  const key = event.key.toLowerCase();
  if (key === 'escape' && actions.region === 'timeline') {
    focusComposer();
    return true;
  }
  const commands = commandsFor(message, actions);
  if (opensMenu(event) && commands.length > 0) {
    actions.ask({ what: 'menu', message, anchor: row });
    return true;
  }
  const command = commands.find((one) => one.key === key);
  command?.run(message, actions, row);
  return command !== undefined;
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
    if (item !== undefined && act(event, target, item, actions)) event.preventDefault();
  };

  /** Opens the menu of the row that was pointed at; tells whether there is one. */
  const openMenu = (target: Element, anchor: { x: number; y: number }): boolean => {
    const row = target.closest<HTMLElement>('[data-key]');
    const item = items.find(({ message }) => message.key === row?.dataset['key']);
    if (row === null || item === undefined || commandsFor(item.message, actions).length === 0) return false;
    // Links and text that is marked have a menu of their own.
    const selection = getSelection();
    const isMarked = selection?.isCollapsed === false && selection.containsNode(row, true);
    if (isMarked || target.closest('a, input, textarea') !== null) return false;
    actions.ask({ what: 'menu', message: item.message, anchor });
    return true;
  };
  const onContextMenu = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    if (openMenu(event.target, { x: event.clientX, y: event.clientY })) event.preventDefault();
  };
  const pressing = useLongPress(({ target, x, y }) => openMenu(target, { x, y }));

  const onFocus = useCallback((rowKey: string) => setKey(rowKey), []);
  return { index, on: { onKeyDown, onContextMenu, ...pressing }, onFocus };
}
