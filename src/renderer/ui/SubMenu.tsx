import { Menu as Base } from '@base-ui/react/menu';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import './menu.css';
import { useClosed } from './writing.ts';

/** A line of a menu that opens another menu beside it. */
export function SubMenu(props: { icon?: ReactNode; label: string; children: ReactNode; writes?: boolean }) {
  const closed = useClosed(props.writes);
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className="menu-item" disabled={closed}>
        <span className="menu-icon">{props.icon}</span>
        <span className="menu-words one-line">{props.label}</span>
        <span className="menu-icon menu-on">
          <ChevronRight aria-hidden="true" />
        </span>
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner className="floats" side="inline-end" align="start" collisionPadding={8}>
          <Base.Popup className="menu">{props.children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  );
}
