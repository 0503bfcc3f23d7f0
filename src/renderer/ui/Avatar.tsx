import type { CSSProperties } from 'react';
import './avatar.css';
import { classes } from './classes.ts';
import { hueOf, initialsOf } from './hue.ts';

/** A person without a picture: initials on a hue from the id. Says nothing aloud: the name stands beside it. */
export function Avatar(props: {
  id: string;
  name: string;
  size?: 'normal' | 'small' | 'rail';
  space?: boolean;
}) {
  const style = { '--hue': hueOf(props.id) } as CSSProperties;
  return (
    <span
      aria-hidden="true"
      className={classes('avatar', `avatar-${props.size ?? 'normal'}`, props.space && 'avatar-space')}
      style={style}
    >
      {props.size === 'small' ? initialsOf(props.name).slice(0, 1) : initialsOf(props.name)}
    </span>
  );
}

/** Whether someone is online, by shape as well as by colour. */
export const PresenceDot = ({ online }: { online: boolean }) => (
  <span aria-hidden="true" className="presence" data-online={online || undefined} />
);
