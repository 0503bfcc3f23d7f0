import { Clock } from 'lucide-react';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { scheduleDraft } from '../actions/later.ts';
import type { Where } from '../actions/messages.ts';
import { keyWords } from '../keys/keyWords.ts';
import { focusComposer } from '../keys/regions.ts';
import { useApp } from '../store/AppContext.tsx';
import { IconButton } from '../ui/Button.tsx';
import { LaterMenu } from './LaterMenu.tsx';
import { offeredMornings } from './laterTimes.ts';

/** Has what is written sent later. */
export function ScheduleButton(props: {
  where: Where;
  text: string;
  disabled: boolean;
  ref: Ref<HTMLButtonElement>;
}) {
  const { t } = useTranslation();
  const app = useApp();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const close = () => setAnchor(null);
  return (
    <>
      <IconButton
        ref={props.ref}
        label={t('later.schedule')}
        keys={keyWords('Ctrl+Shift+Enter')}
        aria-haspopup="menu"
        disabled={props.disabled}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Clock />
      </IconButton>
      {anchor !== null && (
        <LaterMenu
          anchor={anchor}
          title={t('later.sendWhen')}
          offered={offeredMornings(Date.now())}
          onChoose={(at) => {
            void scheduleDraft(app, props.where, props.text, at);
            requestAnimationFrame(focusComposer);
          }}
          onClose={close}
          finalFocus={() => document.querySelector<HTMLElement>('[data-composer]') ?? false}
        />
      )}
    </>
  );
}
