import { useTranslation } from 'react-i18next';
import type { Notice } from '../../shared/model/message.ts';
import { useRow } from './rowActions.ts';

/** What a line says that nobody wrote: its author did it. */
export function NoticeWords({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const row = useRow();
  if (notice.type !== 'pinned') return <p className="message-deleted">{t('notice.unknown')}</p>;
  return (
    <p className="message-deleted">
      {t('notice.pinned')}{' '}
      <button type="button" className="notice-link" onClick={() => row.jumpTo(notice.messageId)}>
        {t('notice.show')}
      </button>
    </p>
  );
}
