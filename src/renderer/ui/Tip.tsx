import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import './tip.css';

/** Shows what a control does, and by which key, while it is hovered or has focus by key. */
export function Tip(props: {
  label: string;
  keys?: string | undefined;
  side?: 'top' | 'right' | 'bottom' | 'left';
  children: ReactElement;
}) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={props.children} />
      <Tooltip.Portal>
        <Tooltip.Positioner side={props.side ?? 'bottom'} sideOffset={6} className="floats">
          <Tooltip.Popup className="tip">
            {props.label}
            {props.keys !== undefined && <kbd className="tip-keys">{props.keys}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

/** The same words without waiting, at something that tells by itself when they are wanted. */
export function TipAt(props: { anchor: Element; label: string; onClose: () => void }) {
  return (
    <Tooltip.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Tooltip.Portal>
        <Tooltip.Positioner anchor={props.anchor} side="top" sideOffset={6} className="floats">
          <Tooltip.Popup className="tip">{props.label}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
