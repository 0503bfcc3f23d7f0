import { Bookmark, Pin } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** Whether a message is pinned, or kept for later: in its corner, where it shifts nothing. */
export function RowMarks({ pinned, saved }: { pinned: boolean; saved: boolean }) {
  const { t } = useTranslation();
  return (
    <span className="row-marks">
      {pinned && <Pin role="img" aria-label={t('timeline.pinned')} />}
      {saved && <Bookmark role="img" aria-label={t('timeline.saved')} />}
    </span>
  );
}
