import { Eye, EyeOff } from 'lucide-react';
import { type InputHTMLAttributes, type ReactNode, type Ref, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './Button.tsx';
import './field.css';

export type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'id'> & {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Stands under the field until there is something wrong to say in its place. */
  hint?: string | undefined;
  error?: string | undefined;
  ref?: Ref<HTMLInputElement>;
  after?: ReactNode;
};

type Framing = Pick<FieldProps, 'label' | 'hint' | 'error' | 'after'>;

/** What a control needs to be named by its label, and described by what stands under it. */
type Named = { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined };

/** The label above a control, and what is wrong with it right under it. */
function Framed({
  label,
  hint,
  error,
  after,
  children,
}: Framing & { children: (named: Named) => ReactNode }) {
  const id = useId();
  const below = error ?? hint;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className="field-box" data-wrong={error !== undefined || undefined}>
        {children({
          id,
          'aria-invalid': error !== undefined,
          'aria-describedby': below === undefined ? undefined : `${id}-below`,
        })}
        {after}
      </div>
      <p
        id={`${id}-below`}
        className={error === undefined ? 'field-hint' : 'field-error'}
        role={error && 'alert'}
      >
        {below}
      </p>
    </div>
  );
}

/** A line of text with its label. */
export function Field({ label, hint, error, onChange, after, ...input }: FieldProps) {
  return (
    <Framed label={label} hint={hint} error={error} after={after}>
      {(named) => (
        <input
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          {...input}
          {...named}
          className="field-input"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Framed>
  );
}

/** A text of a few lines with its label: Enter begins another one. */
export function LinesField(
  props: Pick<FieldProps, 'label' | 'hint' | 'error' | 'name' | 'value' | 'onChange'>,
) {
  const { label, hint, error, name, value, onChange } = props;
  return (
    <Framed label={label} hint={hint} error={error}>
      {(named) => (
        <textarea
          dir="auto"
          rows={4}
          name={name}
          value={value}
          {...named}
          className="field-input field-lines scrolls"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Framed>
  );
}

/** A field for a password that can be shown. */
export function PasswordField(props: FieldProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const toggle = (
    <IconButton
      size="small"
      label={shown ? t('field.hide') : t('field.show')}
      pressed={shown}
      onClick={() => setShown(!shown)}
    >
      {shown ? <EyeOff /> : <Eye />}
    </IconButton>
  );
  return <Field {...props} type={shown ? 'text' : 'password'} dir="ltr" after={toggle} />;
}
