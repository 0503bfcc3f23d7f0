import { useTranslation } from 'react-i18next';
import { useCopy } from '../host/CopyLine.tsx';
import { useAppState } from '../store/AppContext.tsx';
import { type DraftKey, draftAt } from '../store/drafts.ts';
import { Button } from '../ui/Button.tsx';

/**
 * Stands in the composer's place where nothing that is written would reach anybody, and says why. What was half written
 * is not lost: it can be taken elsewhere.
 */
export function ClosedBar({ words, draftKey }: { words: string; draftKey: DraftKey }) {
  const { t } = useTranslation();
  const draft = useAppState((state) => draftAt(state, draftKey).text);
  const { copied, copy } = useCopy();
  return (
    <div className="composer preview" data-region="composer">
      <span className="preview-words">{words}</span>
      {draft !== '' && (
        <Button onClick={() => copy(draft)}>{t(copied ? 'app.copied' : 'composer.copyDraft')}</Button>
      )}
    </div>
  );
}
