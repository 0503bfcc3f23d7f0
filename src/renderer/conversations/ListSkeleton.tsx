import { useTranslation } from 'react-i18next';
import { Empty } from '../ui/Empty.tsx';

const widths = [60, 45, 70, 52, 38, 64];

/** Stands for the list while nothing at all is known of it. */
export function ListSkeleton({ failed }: { failed: boolean }) {
  const { t } = useTranslation();
  if (failed) return <Empty title={t('space.loadFailed')} />;
  return (
    <div className="list-skeleton" aria-hidden="true">
      {widths.map((width) => (
        <span key={width} className="skeleton-line" style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
