import { type KeyboardEvent, type Ref, useState } from 'react';

/** Emoji in a row; the style sheet lays them out in as many columns. */
const COLUMNS = 8;

type Shown = { character: string; label: string };

/** Where a key leads from a place in the grid; `null` where it leads out of it upwards. */
function stepFrom(at: number, key: string, count: number): number | null | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowRight':
      return Math.min(last, at + 1);
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'ArrowDown':
      return Math.min(last, at + COLUMNS);
    case 'ArrowUp':
      return at < COLUMNS ? null : at - COLUMNS;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/** Emoji to pick from: one stop on the way of the Tab key, from which the arrows go on. */
export function EmojiGrid(props: {
  label: string;
  emoji: readonly Shown[];
  onPick: (character: string) => void;
  /** The way out, upwards. */
  onLeave: () => void;
  ref: Ref<HTMLDivElement>;
}) {
  const { emoji, onPick } = props;
  const [active, setActive] = useState(0);
  const entry = Math.min(active, emoji.length - 1);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = Number((event.target as HTMLElement).dataset['index'] ?? 0);
    const next = stepFrom(at, event.key, emoji.length);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (next === null) props.onLeave();
    else event.currentTarget.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is no set of fields
    <div
      ref={props.ref}
      className="emoji-grid scrolls"
      role="group"
      aria-label={props.label}
      onKeyDown={onKeyDown}
    >
      {emoji.map(({ character, label }, index) => (
        <button
          key={character}
          type="button"
          className="emoji-cell"
          data-index={index}
          tabIndex={index === entry ? 0 : -1}
          aria-label={label}
          title={label}
          onFocus={() => setActive(index)}
          onClick={() => onPick(character)}
        >
          {character}
        </button>
      ))}
    </div>
  );
}
