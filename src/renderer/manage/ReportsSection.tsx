import { Flag } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { Report } from '../../shared/model/running.ts';
import { useMessages } from '../marks/useMessages.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Segments } from '../ui/Segments.tsx';
import { Answered } from './Answered.tsx';
import { ReportItem } from './ReportItem.tsx';
import './reports.css';
import { usePages } from './usePages.ts';

const PAGE = 30;
const sides = ['open', 'closed'] as const;

/** What was reported and is for oneself to judge, and what was judged. */
export function ReportsSection({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const [side, setSide] = useState<(typeof sides)[number]>('open');
  return (
    <div className="manage-section">
      <Segments
        label={t('reports.which')}
        value={side}
        options={sides.map((value) => ({ value, label: t(`reports.${value}`) }))}
        onChange={setSide}
      />
      <Queue key={side} space={space} open={side === 'open'} />
    </div>
  );
}

function Queue({ space, open }: { space: SpaceView; open: boolean }) {
  const { t } = useTranslation();
  const pages = usePages<'report:list', Report>(
    space,
    'report:list',
    { open, limit: PAGE },
    ({ reports, more }) => ({ lines: reports, more }),
    ({ id }) => ({ before: id }),
  );
  return (
    <Answered answer={pages.answer}>
      {({ lines, more }) => (
        <>
          {lines.length === 0 && !more && (
            <Empty
              icon={<Flag />}
              title={t(open ? 'reports.none' : 'reports.noneClosed')}
              {...(open ? { hint: t('reports.noneHint') } : {})}
            />
          )}
          <Reports
            space={space}
            reports={lines}
            onClosed={(closed) => pages.remove(({ id }) => id === closed.id)}
          />
          {more && (
            <Button disabled={pages.busy} onClick={pages.more}>
              {t('manage.more')}
            </Button>
          )}
        </>
      )}
    </Answered>
  );
}

function Reports(props: {
  space: SpaceView;
  reports: readonly Report[];
  onClosed: (report: Report) => void;
}) {
  const { t } = useTranslation();
  const ids = useMemo(() => [...new Set(props.reports.map(({ messageId }) => messageId))], [props.reports]);
  const { messages, missing, more } = useMessages(props.space, ids);
  // A page of them is few enough to have all their messages.
  useEffect(more);
  return (
    <ul className="manage-list" aria-label={t('manage.reports')}>
      {props.reports.map((report) => (
        <ReportItem
          key={report.id}
          space={props.space}
          report={report}
          message={missing.includes(report.messageId) ? null : messages.get(report.messageId)}
          onClosed={props.onClosed}
        />
      ))}
    </ul>
  );
}
