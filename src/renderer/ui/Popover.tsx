import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { type Anchor, placed } from './anchors.ts';
import './popover.css';

/** A small window that stands at an anchor until it is left. The focus goes into it, and back when it closes. */
export function PopoverAt(props: {
  anchor: Anchor;
  label: string;
  onClose: () => void;
  finalFocus: () => HTMLElement | null;
  /** With which of its edges it stands at the anchor's. */
  align?: 'start' | 'end';
  children: ReactNode;
}) {
  return (
    <Base.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Base.Portal>
        <Base.Positioner
          className="floats"
          anchor={placed(props.anchor)}
          side="top"
          align={props.align ?? 'end'}
          sideOffset={6}
        >
          <Base.Popup className="popover" aria-label={props.label} finalFocus={props.finalFocus}>
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** The same from a button, which it stands at. */
export function Popover(props: {
  trigger: ReactElement;
  label: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Where the focus goes when it closes, if not to the button. */
  finalFocus?: (() => HTMLElement | null) | undefined;
  children: ReactNode;
}) {
  return (
    <Base.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner className="floats" side="top" align="end" sideOffset={6}>
          <Base.Popup className="popover" aria-label={props.label} finalFocus={props.finalFocus ?? true}>
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
