import { SmilePlus } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recentEmoji } from '../emoji/recentEmoji.ts';
import { EmojiPanel } from '../late/lateEmoji.ts';
import type { Asked, RowActions } from '../timeline/rowActions.ts';
import { rowElement } from '../timeline/rowElement.ts';
import { PopoverAt } from '../ui/Popover.tsx';
import './reactions.css';

/** How many of the emoji that were used last are offered at once. */
const QUICK = 5;

/** Chooses the emoji to put to a message. */
export function ReactionPopover(props: { asked: Asked; row: RowActions; onClose: () => void }) {
  const { t } = useTranslation();
  const { message, anchor } = props.asked;
  const [quick] = useState(() => recentEmoji(QUICK));
  const [all, setAll] = useState(false);
  const pick = (emoji: string) => {
    props.onClose();
    props.row.react(message, emoji, true);
  };
  return (
    <PopoverAt
      anchor={anchor}
      label={t('reactions.choose')}
      onClose={props.onClose}
      finalFocus={() => rowElement(message.key, props.row.region)}
    >
      {all ? (
        <EmojiPanel onPick={pick} />
      ) : (
        <div className="quick-reactions" role="toolbar" aria-label={t('reactions.recent')} onKeyDown={stepOn}>
          {quick.map((emoji) => (
            <button
              key={emoji}
              type="button"
              className="quick-reaction"
              aria-label={t('reactions.reactWith', { emoji })}
              onClick={() => pick(emoji)}
            >
              {emoji}
            </button>
          ))}
          <button
            type="button"
            className="quick-reaction"
            aria-label={t('reactions.all')}
            onClick={() => setAll(true)}
          >
            <SmilePlus aria-hidden="true" />
          </button>
        </div>
      )}
    </PopoverAt>
  );
}

/** The arrows go from one to the next. */
function stepOn(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const buttons: (Element | null)[] = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement);
  const next = buttons[(at + step + buttons.length) % buttons.length];
  if (next instanceof HTMLElement) next.focus();
}
