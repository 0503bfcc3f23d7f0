import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/ipc/contract.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { AuditRecord } from '../../shared/model/running.ts';
import { LIST_MAX_LIMIT } from '../../shared/protocol/running.ts';
import { ask } from '../actions/ask.ts';
import { useApp } from '../store/AppContext.tsx';
import type { App } from '../store/app.ts';
import { Button } from '../ui/Button.tsx';
import { FormProblem } from '../welcome/FormProblem.tsx';
import type { AuditQuestion } from './AuditSection.tsx';
import { auditCsv, auditJson } from './auditExport.ts';
import { useProblemWords } from './useProblemWords.ts';

const formats = { csv: auditCsv, json: auditJson } as const;
type Format = keyof typeof formats;
type Failed = { ok: false; error: AppError };

/** Everything that fits, page by page. */
async function readAll(
  app: App,
  space: SpaceView,
  question: AuditQuestion,
): Promise<{ ok: true; records: AuditRecord[] } | Failed> {
  const records: AuditRecord[] = [];
  for (let more = true; more; ) {
    const last = records.at(-1);
    const answer = await ask(app, space.spaceId, 'audit:list', {
      ...question,
      ...(last === undefined ? {} : { before: last.id }),
      limit: LIST_MAX_LIMIT,
    });
    if (!answer.ok) return answer;
    records.push(...answer.data.records);
    more = answer.data.more && answer.data.records.length > 0;
  }
  return { ok: true, records };
}

/** Saves what the filter lets through, all of it, as a file. */
export function AuditExport({ space, question }: { space: SpaceView; question: AuditQuestion }) {
  const { t } = useTranslation();
  const app = useApp();
  const wordsOf = useProblemWords();
  const [state, setState] = useState<'idle' | 'busy' | 'saved'>('idle');
  const [problem, setProblem] = useState<AppError | null>(null);
  const save = async (format: Format) => {
    setState('busy');
    setProblem(null);
    const read = await readAll(app, space, question);
    // What no file may be called by on some system is left out.
    const called = space.name.replaceAll(/[\\/:*?"<>|]/g, ' ');
    const name = `${called} audit ${new Date().toISOString().slice(0, 10)}.${format}`;
    const saved = read.ok
      ? await app.api.call('files:save', { name, text: formats[format](read.records) })
      : read;
    setState(saved.ok && saved.data.saved ? 'saved' : 'idle');
    if (!saved.ok) setProblem(saved.error);
  };
  return (
    <>
      <div className="manage-row">
        <Button size="small" disabled={state === 'busy'} onClick={() => void save('csv')}>
          {t('audit.exportCsv')}
        </Button>
        <Button size="small" disabled={state === 'busy'} onClick={() => void save('json')}>
          {t('audit.exportJson')}
        </Button>
        <span role="status" className="manage-dim">
          {state === 'busy' && t('audit.exporting')}
          {state === 'saved' && t('audit.exported')}
        </span>
      </div>
      {problem !== null && <FormProblem words={wordsOf(problem)} />}
    </>
  );
}
