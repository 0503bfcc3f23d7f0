import type { ReactNode } from 'react';
import './empty.css';

/** What stands where nothing is: what this is, and what to do next. */
export function Empty(props: {
  icon?: ReactNode;
  title: string;
  hint?: string;
  /** Where nothing else is on the page, its title heads it. */
  heads?: boolean;
  children?: ReactNode;
}) {
  const Title = props.heads ? 'h1' : 'p';
  return (
    <div className="empty">
      {props.icon !== undefined && <span className="empty-icon">{props.icon}</span>}
      <Title className="empty-title">{props.title}</Title>
      {props.hint !== undefined && <p className="empty-hint">{props.hint}</p>}
      {props.children}
    </div>
  );
}
