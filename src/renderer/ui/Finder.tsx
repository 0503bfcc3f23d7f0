import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useRef, useState } from 'react';
import './finder.css';

export type Found<T> = { key: string; value: T };

/**
 * A field and the list of what was found for it. The focus stays in the field; the arrows choose, Enter takes.
 * `children` draws one of the results.
 */
export function Finder<T>(props: {
  label: string;
  wanted: string;
  onWanted: (wanted: string) => void;
  found: readonly Found<T>[];
  onChoose: (value: T) => void;
  empty: ReactNode;
  fieldRef?: Ref<HTMLInputElement>;
  /** Stands in the field before what is typed. */
  chosen?: ReactNode;
  /** Is asked about a key first; tells whether it was meant for it. */
  onKey?: (event: KeyboardEvent<HTMLInputElement>) => boolean;
  children: (value: T) => ReactNode;
}) {
  const { found, onChoose } = props;
  const id = useId();
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const at = Math.min(active, found.length - 1);
  useEffect(() => {
    list.current?.querySelector(`#${CSS.escape(`${id}-${at}`)}`)?.scrollIntoView({ block: 'nearest' });
  }, [at, id]);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (props.onKey?.(event) === true) {
      event.preventDefault();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = found[at];
    if (step !== undefined && found.length > 0) setActive((at + step + found.length) % found.length);
    else if (event.key === 'Enter' && chosen !== undefined) onChoose(chosen.value);
    else return;
    event.preventDefault();
  };
  return (
    <div className="finder">
      <div className="finder-field">
        <Search aria-hidden="true" />
        {props.chosen}
        <input
          ref={props.fieldRef}
          type="text"
          role="combobox"
          // biome-ignore lint/a11y/noAutofocus: a dialog that is a field is opened to write into it
          autoFocus
          spellCheck={false}
          aria-label={props.label}
          placeholder={props.label}
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
          value={props.wanted}
          onChange={(event) => {
            props.onWanted(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {found.length === 0 && <div className="finder-empty">{props.empty}</div>}
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={props.label}
        className="finder-list scrolls"
      >
        {found.map(({ key, value }, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and points here
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
          <div
            key={key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className="finder-row"
            onClick={() => onChoose(value)}
          >
            {props.children(value)}
          </div>
        ))}
      </div>
    </div>
  );
}
