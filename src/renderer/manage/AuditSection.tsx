import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import {
  type AuditAct,
  type AuditRecord,
  auditActSchema,
  type ServiceToken,
} from '../../shared/model/running.ts';
import type { Payload } from '../../shared/protocol/requests.ts';
import { LIST_MAX_LIMIT } from '../../shared/protocol/running.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectUsers } from '../store/selectors.ts';
import { useNow, useTimeWords } from '../time/useTimeWords.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { useNearEnd } from '../ui/useNearEnd.ts';
import { Answered } from './Answered.tsx';
import './audit.css';
import { AuditExport } from './AuditExport.tsx';
import { AuditLine } from './AuditLine.tsx';
import { useAnswer } from './useAnswer.ts';
import { actKey, useAuditWords } from './useAuditWords.ts';
import { usePages } from './usePages.ts';

const PAGE = 50;
const anything = '';
const noPrograms: readonly ServiceToken[] = [];

/** What the log is filtered by, as it was chosen; dates are as a field for them has them. */
type Filter = { act: AuditAct | ''; actorId: UserId | ''; userId: UserId | ''; since: string; until: string };
const noFilter: Filter = { act: anything, actorId: anything, userId: anything, since: '', until: '' };

/** The beginning of a day where the person is, so many days on. */
function dayAt(value: string, days: number): number | undefined {
  const [year, month, day] = value.split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return new Date(year, month - 1, day + days).getTime();
}

export type AuditQuestion = Omit<Payload<'audit:list'>, 'before' | 'limit'>;

function questionOf({ act, actorId, userId, since, until }: Filter): AuditQuestion {
  const from = dayAt(since, 0);
  const to = dayAt(until, 1);
  return {
    ...(act === anything ? {} : { act }),
    ...(actorId === anything ? {} : { actorId }),
    ...(userId === anything ? {} : { userId }),
    ...(from === undefined ? {} : { since: from }),
    ...(to === undefined ? {} : { until: to }),
  };
}

/** Who did what in running the space, newest first. */
export function AuditSection({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState(noFilter);
  const question = questionOf(filter);
  const pages = usePages<'audit:list', AuditRecord>(
    space,
    'audit:list',
    { ...question, limit: Math.min(PAGE, LIST_MAX_LIMIT) },
    ({ records, more }) => ({ lines: records, more }),
    ({ id }) => ({ before: id }),
  );
  const end = useNearEnd<HTMLDivElement>(pages.more);
  const programs = useAnswer(space, 'token:list', {}).data?.serviceTokens ?? noPrograms;
  const words = useAuditWords(space, programs);
  const times = useTimeWords();
  const now = useNow();
  return (
    <div className="audit scrolls" {...end}>
      <div className="manage-section">
        <p className="manage-lead">{t('audit.lead')}</p>
        <Filters space={space} filter={filter} onChange={setFilter} />
        <AuditExport space={space} question={question} />
        <Answered answer={pages.answer}>
          {({ lines }) => (
            <>
              {lines.length === 0 && <p className="manage-note">{t('audit.none')}</p>}
              <ul className="manage-list" aria-label={t('audit.list')}>
                {lines.map((record) => (
                  <AuditLine key={record.id} record={record} words={words} times={times} now={now} />
                ))}
              </ul>
              {pages.busy && <p className="manage-note">{t('manage.loading')}</p>}
            </>
          )}
        </Answered>
      </div>
    </div>
  );
}

function Filters(props: { space: SpaceView; filter: Filter; onChange: (filter: Filter) => void }) {
  const { t } = useTranslation();
  const { filter, space } = props;
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const people = useMemo(
    () =>
      Object.values(users)
        .map(({ id, displayName }) => ({ value: id as UserId | '', label: displayName }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [users],
  );
  const set = (change: Partial<Filter>) => props.onChange({ ...filter, ...change });
  const acts = auditActSchema.options.map((act) => ({
    value: act as AuditAct | '',
    label: t(`audit.acts.${actKey(act)}`),
  }));
  const anyone = { value: anything as UserId | '', label: t('audit.anyone') };
  const isFiltered = Object.values(filter).some((value) => value !== '');
  return (
    <div className="audit-filters">
      <SelectField
        label={t('audit.act')}
        value={filter.act}
        options={[{ value: anything as AuditAct | '', label: t('audit.anything') }, ...acts]}
        onChange={(act) => set({ act })}
      />
      <SelectField
        label={t('audit.actor')}
        value={filter.actorId}
        options={[anyone, ...people]}
        onChange={(actorId) => set({ actorId })}
      />
      <SelectField
        label={t('audit.subject')}
        value={filter.userId}
        options={[anyone, ...people]}
        onChange={(userId) => set({ userId })}
      />
      <Field label={t('audit.since')} type="date" value={filter.since} onChange={(since) => set({ since })} />
      <Field label={t('audit.until')} type="date" value={filter.until} onChange={(until) => set({ until })} />
      {isFiltered && (
        <Button size="small" look="quiet" onClick={() => props.onChange(noFilter)}>
          {t('audit.clear')}
        </Button>
      )}
    </div>
  );
}
