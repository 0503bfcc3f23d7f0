import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { type ReactElement, type ReactNode, type RefObject, useCallback, useState } from 'react';
import { type Anchor, placed } from './anchors.ts';
import { classes } from './classes.ts';
import { noteFocusBehind } from './focusBehind.ts';
import './menu.css';
import { useClosed } from './writing.ts';

const firstItem = (popup: HTMLElement) => popup.querySelector<HTMLElement>('[role^="menuitem"]');

/**
 * Gives a menu the focus at once, or what `find` finds in it, and notes what had it before. The library would wait for the next
 * frame, and keys that are pressed before would be lost, or close the menu again. Gives the menu's `ref`.
 */
function useFocusAtOnce(find: (popup: HTMLElement) => HTMLElement | null, isMeant = true) {
  return useCallback(
    (popup: HTMLElement | null) => {
      if (popup === null) return;
      noteFocusBehind(popup);
      if (isMeant) find(popup)?.focus({ preventScroll: true });
    },
    [find, isMeant],
  );
}

const itself = (popup: HTMLElement) => popup;

/** A click that no mouse has made counts none. */
const isKey = (event: Event) => !(event instanceof MouseEvent) || event.detail === 0;

/** A list of things to do that opens from a button. */
export function Menu(props: {
  trigger: ReactElement;
  children: ReactNode;
  side?: 'top' | 'right' | 'bottom';
  align?: 'start' | 'end';
  /** Px by which it stands in from the trigger's edge. */
  inset?: number;
  /** What takes the focus when the menu closes, if not its trigger. */
  finalFocus?: RefObject<HTMLElement | null>;
}) {
  const [byKey, setByKey] = useState(false);
  const ref = useFocusAtOnce(firstItem, byKey);
  return (
    <Base.Root onOpenChange={(open, { event }) => open && setByKey(isKey(event))}>
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner
          className="floats"
          side={props.side ?? 'bottom'}
          align={props.align ?? 'start'}
          sideOffset={6}
          alignOffset={props.inset ?? 0}
        >
          <Base.Popup ref={ref} className="menu" finalFocus={props.finalFocus}>
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** The same without a button: stands at an anchor until something is chosen or it is left. */
export function MenuAt(props: {
  anchor: Anchor;
  label: string;
  onClose: () => void;
  /** Where the focus goes then; `false` leaves it where what was chosen has put it. */
  finalFocus: () => HTMLElement | false;
  children: ReactNode;
}) {
  const ref = useFocusAtOnce(itself);
  return (
    <Base.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Base.Portal>
        <Base.Positioner
          className="floats"
          anchor={placed(props.anchor)}
          side="bottom"
          align={props.anchor instanceof Element ? 'end' : 'start'}
          sideOffset={6}
        >
          <Base.Popup ref={ref} className="menu" aria-label={props.label} finalFocus={props.finalFocus}>
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function MenuItem(props: {
  icon?: ReactNode;
  onSelect: () => void;
  children: ReactNode;
  keys?: string | undefined;
  /** What else there is to know of it, such as when it is. */
  note?: string;
  danger?: boolean | undefined;
  /** Does something that has to be kept and sent. */
  writes?: boolean;
}) {
  const closed = useClosed(props.writes);
  return (
    <Base.Item
      disabled={closed}
      className={classes('menu-item', props.danger && 'menu-item-danger')}
      onClick={props.onSelect}
    >
      <span className="menu-icon">{props.icon}</span>
      <span className="menu-words one-line">{props.children}</span>
      {props.note !== undefined && <span className="menu-note">{props.note}</span>}
      {props.keys !== undefined && <kbd className="menu-keys">{props.keys}</kbd>}
    </Base.Item>
  );
}

export const MenuLine = () => <Base.Separator className="menu-line" />;

/** Words at the top of a menu that say whose it is. */
export const MenuHead = ({ children }: { children: ReactNode }) => (
  <div className="menu-head">{children}</div>
);

/** What the things in a menu are about. */
export const MenuTitle = ({ children }: { children: ReactNode }) => (
  <div className="menu-title">{children}</div>
);

/** A choice of one among few. */
export function MenuChoice<T extends string>(props: {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  writes?: boolean;
}) {
  const closed = useClosed(props.writes);
  return (
    <Base.Group>
      <Base.GroupLabel className="menu-label">{props.label}</Base.GroupLabel>
      <Base.RadioGroup
        disabled={closed}
        value={props.value}
        onValueChange={(value: T) => props.onChange(value)}
      >
        {props.options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} className="menu-item" closeOnClick>
            <span className="menu-icon">
              <Base.RadioItemIndicator>
                <Check />
              </Base.RadioItemIndicator>
            </span>
            <span className="menu-words">{option.label}</span>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}
