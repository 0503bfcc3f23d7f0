import type { Timestamp } from '../../shared/model/ids.ts';
import type { AuditRecord } from '../../shared/model/running.ts';
import type { TimeWords } from '../time/timeWords.ts';
import type { AuditWords } from './useAuditWords.ts';

/** One act, by whom, on what. */
export function AuditLine(props: {
  record: AuditRecord;
  words: AuditWords;
  /** Made once for all lines: making them is slow, and there are many. */
  times: TimeWords;
  now: Timestamp;
}) {
  const { record, words, times, now } = props;
  const about = words.about(record);
  return (
    <li className="audit-line">
      <span className="audit-act">{words.act(record)}</span>
      <bdi className="audit-actor">{words.actor(record)}</bdi>
      <time className="manage-dim figures" title={times.full(record.at)}>
        {times.when(record.at, now)}
      </time>
      {about.length > 0 && (
        <span className="audit-about manage-dim" dir="auto">
          {about.join(' · ')}
        </span>
      )}
    </li>
  );
}
