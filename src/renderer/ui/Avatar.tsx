import type { CSSProperties } from 'react';
import type { Presence } from '../../shared/protocol/signals.ts';
import './avatar.css';
import { classes } from './classes.ts';
import { hueOf, initialsOf } from './hue.ts';

/** A person without a picture: initials on a hue from the id. Says nothing aloud: the name stands beside it. */
export function Avatar(props: {
  id: string;
  name: string;
  size?: 'normal' | 'small' | 'tiny' | 'rail';
  space?: boolean;
}) {
  const style = { '--hue': hueOf(props.id) } as CSSProperties;
  return (
    <span
      aria-hidden="true"
      className={classes('avatar', `avatar-${props.size ?? 'normal'}`, props.space && 'avatar-space')}
      style={style}
    >
      {props.size === 'small' || props.size === 'tiny'
        ? initialsOf(props.name).slice(0, 1)
        : initialsOf(props.name)}
    </span>
  );
}

/** How someone is there, by shape as well as by colour: full, half, crossed or hollow. */
export const PresenceDot = ({ presence }: { presence: Presence }) => (
  <span aria-hidden="true" className="presence" data-presence={presence} />
);
