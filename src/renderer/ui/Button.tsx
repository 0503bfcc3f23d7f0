import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import './button.css';
import { classes } from './classes.ts';
import { Tip } from './Tip.tsx';

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'type'>;

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
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
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
export function IconButton({ label, keys, size = 'normal', pressed, className, ...rest }: IconButtonProps) {
  return (
    <Tip label={label} keys={keys}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        className={classes('icon-button', `icon-button-${size}`, className)}
      />
    </Tip>
  );
}
