import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import './button.css';
import { classes } from './classes.ts';
import { Tip } from './Tip.tsx';
import { useClosed } from './writing.ts';

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'type'> & {
  /** Does something that has to be kept and sent, and is closed where that cannot be. */
  writes?: boolean;
};

export type ButtonProps = Native & {
  children: ReactNode;
  /** `risky` asks once more before it does what `danger` does. */
  look?: 'primary' | 'plain' | 'quiet' | 'risky' | 'danger';
  size?: 'normal' | 'large' | 'small';
  type?: 'button' | 'submit';
  ref?: Ref<HTMLButtonElement>;
};

/** A button with words on it. */
export function Button({
  look = 'plain',
  size = 'normal',
  type = 'button',
  className,
  writes,
  disabled,
  ...rest
}: ButtonProps) {
  const closed = useClosed(writes);
  return (
    <button
      {...rest}
      disabled={disabled === true || closed}
      type={type}
      className={classes('button', `button-${look}`, `button-${size}`, className)}
    />
  );
}

export type IconButtonProps = Native & {
  /** Says what it does: read aloud, and shown when hovered. */
  label: string;
  /** The key that does the same, shown beside the label. */
  keys?: string | undefined;
  children: ReactNode;
  size?: 'normal' | 'small';
  pressed?: boolean;
  ref?: Ref<HTMLButtonElement>;
};

/** A button with a picture on it. */
export function IconButton({
  label,
  keys,
  size = 'normal',
  pressed,
  className,
  writes,
  disabled,
  ...rest
}: IconButtonProps) {
  const closed = useClosed(writes);
  return (
    <Tip label={label} keys={keys}>
      <button
        {...rest}
        disabled={disabled === true || closed}
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        className={classes('icon-button', `icon-button-${size}`, className)}
      />
    </Tip>
  );
}
