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
