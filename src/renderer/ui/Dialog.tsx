import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './Button.tsx';
import { classes } from './classes.ts';
import './dialog.css';
import { focusBehind, focusedNow, noteFocusBehind } from './focusBehind.ts';

/** The text field of the conversation that is shown; another one for every conversation. */
const composerField = () => document.querySelector<HTMLElement>('[data-composer]');

/** The first field to write into: not one (`data-settled`) that few come to change, or that what stands above has to be read for. */
const firstField = (popup: HTMLElement | null) =>
  popup?.querySelector<HTMLElement>('input:not([type="radio"], [data-settled]), textarea') ?? popup;

type Before = { composer: HTMLElement | null; focused: HTMLElement | null };

/** How it was before the dialog opened: asked while it is drawn, since a field of it may take the focus as soon as it is there. */
function useBefore(open: boolean): Before | null {
  const before = useRef<Before | null>(null);
  const wasOpen = useRef(false);
  if (open && !wasOpen.current) {
    before.current = { composer: composerField(), focused: focusedNow() };
  }
  wasOpen.current = open;
  return before.current;
}

/**
 * A window over the window. Focus stays in it and goes back to where it was, or into the conversation that
 * it has led to.
 */
export function Dialog(props: {
  open: boolean;
  onClose: () => void;
  title: string;
  lead?: string | undefined;
  children: ReactNode;
  wide?: boolean;
  /** Takes what room there is, for what is a view of its own. */
  full?: boolean;
  /** Leaves the title to be read aloud only, where the first control says it all. */
  bare?: boolean;
}) {
  const { t } = useTranslation();
  const popup = useRef<HTMLDivElement>(null);
  const before = useBefore(props.open);
  // A field is there to be written into; a button that has the focus unasked would be pressed by mistake. It is
  // focused here and now: left to the library, keys pressed before the next frame would go to what is behind.
  const initialFocus = () => {
    firstField(popup.current)?.focus();
    return false;
  };
  useEffect(() => {
    if (!props.open) return;
    if (popup.current) noteFocusBehind(popup.current, before?.focused);
    // A dialog whose place this one took gives the focus back as it goes: to what is behind both.
    const frame = requestAnimationFrame(() => {
      if (popup.current?.contains(document.activeElement) !== true) firstField(popup.current)?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [props.open, before]);
  const finalFocus = () => {
    const now = composerField();
    if (now !== null && now !== before?.composer) return now;
    return focusBehind(before?.focused ?? null) ?? true;
  };
  return (
    <Base.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Base.Portal>
        <Base.Backdrop className="dialog-shade" />
        <Base.Viewport className="dialog-place">
          <Base.Popup
            ref={popup}
            className={classes('dialog', props.wide && 'dialog-wide', props.full && 'dialog-full')}
            initialFocus={initialFocus}
            finalFocus={finalFocus}
          >
            <header className={props.bare ? 'unseen' : 'dialog-head'}>
              <Base.Title className="dialog-title" dir="auto">
                {props.title}
              </Base.Title>
              {props.lead !== undefined && (
                <Base.Description className="dialog-lead">{props.lead}</Base.Description>
              )}
            </header>
            {props.children}
            {!props.bare && (
              <IconButton className="dialog-close" label={t('app.close')} onClick={props.onClose}>
                <X />
              </IconButton>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** The row of buttons at the end of a dialog. */
export const DialogButtons = ({ children }: { children: ReactNode }) => (
  <div className="dialog-buttons">{children}</div>
);
