import { useId } from 'react';
import '../ui/checks.css';
import './toggle.css';

/** Something that is so or not, with what that means under it. */
export function Toggle(props: {
  label: string;
  hint: string;
  checked: boolean;
  busy: boolean;
  /** What is so now is a risk. */
  risky?: boolean;
  onChange: (on: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="toggle">
      <label className="check">
        <input
          type="checkbox"
          data-settled
          checked={props.checked}
          aria-describedby={id}
          aria-busy={props.busy}
          onChange={(event) => !props.busy && props.onChange(event.target.checked)}
        />
        <span>{props.label}</span>
      </label>
      <p className="field-hint toggle-hint" data-risky={props.risky || undefined} id={id}>
        {props.hint}
      </p>
    </div>
  );
}
