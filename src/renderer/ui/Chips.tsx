import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import './chips.css';

export type Chip = { key: string; name: string; sign?: ReactNode };

/** What was chosen, each with what takes it away again, in a field that goes on behind them. */
export function Chips(props: {
  label: string;
  chips: readonly Chip[];
  /** Spoken name of what takes one away. */
  removeLabel: (name: string) => string;
  onRemove: (key: string) => void;
}) {
  if (props.chips.length === 0) return null;
  return (
    <ul className="chips" aria-label={props.label}>
      {props.chips.map(({ key, name, sign }) => (
        <li key={key}>
          <button
            type="button"
            className="chip"
            aria-label={props.removeLabel(name)}
            onClick={() => props.onRemove(key)}
          >
            {sign}
            <bdi className="one-line">{name}</bdi>
            <X aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}
