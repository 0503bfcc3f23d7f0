import type { ReactNode } from 'react';
import './disclosure.css';

/** What few need, behind a line that says what it is. */
export function Disclosure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="disclosure">
      <summary>{label}</summary>
      <div className="disclosure-parts">{children}</div>
    </details>
  );
}
