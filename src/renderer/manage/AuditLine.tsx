import type { AuditRecord } from '../../shared/model/running.ts';
import { useNow, useTimeWords } from '../time/useTimeWords.ts';
import type { AuditWords } from './useAuditWords.ts';

/** One act, by whom, on what. */
export function AuditLine({ record, words }: { record: AuditRecord; words: AuditWords }) {
  const times = useTimeWords();
  const now = useNow();
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
