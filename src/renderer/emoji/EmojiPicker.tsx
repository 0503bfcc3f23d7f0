import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmojiPanel } from '../late/lateEmoji.ts';
import { Popover } from '../ui/Popover.tsx';
import { rememberEmoji } from './recentEmoji.ts';

/**
 * Opens a panel of emoji from a button. What is picked is remembered, the panel closes, and the focus goes back to the button
 * or to where `finalFocus` says.
 */
export function EmojiPicker(props: {
  trigger: ReactElement;
  onPick: (character: string) => void;
  /** For those who also open it by a key. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  finalFocus?: () => HTMLElement | null;
}) {
  const { t } = useTranslation();
  const [openByItself, setOpenByItself] = useState(false);
  const change = (next: boolean) => {
    setOpenByItself(next);
    props.onOpenChange?.(next);
  };
  const pick = (character: string) => {
    rememberEmoji(character);
    change(false);
    props.onPick(character);
  };
  return (
    <Popover
      trigger={props.trigger}
      label={t('emoji.title')}
      open={props.open ?? openByItself}
      onOpenChange={change}
      finalFocus={props.finalFocus}
    >
      <EmojiPanel onPick={pick} />
    </Popover>
  );
}
