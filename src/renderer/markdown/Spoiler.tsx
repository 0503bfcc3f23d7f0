import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * Text that is hidden until asked for. What is hidden is not in the page's words: it is neither read aloud nor copied.
 * Shown, it takes the focus, and so is read.
 */
export function Spoiler({ hidden, children }: { hidden: string; children: ReactNode }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const shown = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (open) shown.current?.focus({ preventScroll: true });
  }, [open]);
  if (open) {
    return (
      <span ref={shown} className="spoiler" data-open tabIndex={-1}>
        {children}
      </span>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    setOpen(true);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button element cannot be broken into lines
    <span
      className="spoiler"
      role="button"
      tabIndex={0}
      aria-label={t('markdown.spoiler')}
      onClick={() => setOpen(true)}
      onKeyDown={onKeyDown}
    >
      <span aria-hidden="true">{hidden}</span>
    </span>
  );
}
