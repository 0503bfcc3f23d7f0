import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError, Result } from '../../shared/ipc/contract.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { BackupFile } from '../../shared/model/backup.ts';
import { chooseBackup } from '../actions/backups.ts';
import { bytesWords } from '../manage/figureWords.ts';
import { useApp } from '../store/AppContext.tsx';
import { useTimeWords } from '../time/useTimeWords.ts';
import { Button } from '../ui/Button.tsx';
import { FormProblem } from '../welcome/FormProblem.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';
import { restoreProblem } from './restoreProblem.ts';
import type { KeptBackups } from './useKeptBackups.ts';

/** A backup to go back to: a kept one by its `name`, or with `null` a file from elsewhere. */
export type Wanted = { name: string | null; backup: BackupFile };

/** The backups that there are, and any other file, to put the space back to. */
export function RestoreSection(props: { space: SpaceView; answer: Result<KeptBackups> | null }) {
  const { t } = useTranslation();
  const app = useApp();
  const { space, answer } = props;
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [problem, setProblem] = useState<AppError | null>(null);
  const chooseOther = async () => {
    const chosen = await chooseBackup(app, space.spaceId);
    const isProblem = chosen !== null && 'code' in chosen;
    setProblem(isProblem ? chosen : null);
    if (chosen !== null && !isProblem) setWanted({ name: null, backup: chosen });
  };
  return (
    <section className="backup-part">
      <h2 className="field-label">{t('backups.restore')}</h2>
      <p className="field-hint">{t('backups.restoreLead')}</p>
      <Kept answer={answer} onWanted={(backup) => setWanted({ name: backup.name, backup })} />
      <div className="manage-row">
        <Button onClick={() => void chooseOther()}>{t('backups.other')}</Button>
      </div>
      <FormProblem words={problem === null ? undefined : t(restoreProblem(problem))} />
      {wanted !== null && <RestoreDialog space={space} wanted={wanted} onClose={() => setWanted(null)} />}
    </section>
  );
}

function Kept(props: { answer: Result<KeptBackups> | null; onWanted: (backup: BackupFile) => void }) {
  const { t, i18n } = useTranslation();
  const times = useTimeWords();
  const { answer } = props;
  if (answer === null) return <p className="manage-note">{t('backups.looking')}</p>;
  if (!answer.ok || answer.data.kept === null)
    return <p className="manage-note">{t('backups.listFailed')}</p>;
  if (answer.data.kept.length === 0) return <p className="manage-note">{t('backups.noneKept')}</p>;
  return (
    <ul className="backup-list" aria-label={t('backups.list')}>
      {answer.data.kept.map((backup) => {
        const time = times.full(backup.madeAt);
        return (
          <li key={backup.name} className="backup-item">
            <span className="backup-item-words figures">
              {time}
              <span className="manage-dim">{bytesWords(t, backup.bytes, i18n.language)}</span>
            </span>
            <Button
              size="small"
              aria-label={t('backups.restoreThat', { time })}
              onClick={() => props.onWanted(backup)}
            >
              {t('backups.restoreOne')}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
