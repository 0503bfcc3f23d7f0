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

/** A line of text with its label, and what is wrong with it right under it. */
export function Field({ label, hint, error, onChange, after, ...input }: FieldProps) {
  const id = useId();
  const below = error ?? hint;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className="field-box" data-wrong={error !== undefined || undefined}>
        <input
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          {...input}
          id={id}
          className="field-input"
          aria-invalid={error !== undefined}
          aria-describedby={below === undefined ? undefined : `${id}-below`}
          onChange={(event) => onChange(event.target.value)}
        />
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
