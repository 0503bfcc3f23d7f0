import { useId } from 'react';
import './checks.css';

/** A choice of any among many, in a list that scrolls. */
export function Checks<T extends string>(props: {
  label: string;
  options: readonly { value: T; label: string }[];
  chosen: ReadonlySet<T>;
  error?: string | undefined;
  onChange: (chosen: ReadonlySet<T>) => void;
}) {
  const { label, options, chosen, error, onChange } = props;
  const id = useId();
  const set = (value: T, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(value);
    else next.delete(value);
    onChange(next);
  };
  return (
    <fieldset className="checks" aria-describedby={error === undefined ? undefined : id}>
      <legend className="field-label">{label}</legend>
      <div className="checks-list scrolls">
        {options.map((option) => (
          <label key={option.value} className="check">
            <input
              type="checkbox"
              checked={chosen.has(option.value)}
              onChange={(event) => set(option.value, event.target.checked)}
            />
            <bdi className="one-line">{option.label}</bdi>
          </label>
        ))}
      </div>
      {error !== undefined && (
        <p id={id} className="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
