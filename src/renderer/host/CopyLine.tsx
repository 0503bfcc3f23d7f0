import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store/AppContext.tsx';
import { IconButton } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';

const SAID_MS = 2_000;

/** Copies a text, and tells for a while that it did. */
export function useCopy(): { copied: boolean; copy: (text: string) => void } {
  const app = useApp();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (text: string) =>
    void app.api.call('clipboard:write', { text }).then((written) => setCopied(written.ok));
  return { copied, copy };
}

/** Something to be copied exactly, with the button that does so. `short`: as much of it as one line shows. */
export function CopyLine({ text, short = false }: { text: string; short?: boolean }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopy();
  return (
    <div className="copy-line">
      <code className={classes('copy-text', short && 'one-line')}>{text}</code>
      <IconButton
        size="small"
        label={copied ? t('app.copied') : `${t('app.copy')}: ${text}`}
        onClick={() => copy(text)}
      >
        {copied ? <Check /> : <Copy />}
      </IconButton>
    </div>
  );
}
