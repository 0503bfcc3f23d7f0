import type { ReactNode } from 'react';
import './empty.css';

/** What stands where nothing is: what this is, and what to do next. */
export function Empty(props: { icon?: ReactNode; title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      {props.icon !== undefined && <span className="empty-icon">{props.icon}</span>}
      <p className="empty-title">{props.title}</p>
      {props.hint !== undefined && <p className="empty-hint">{props.hint}</p>}
      {props.children}
    </div>
  );
}
