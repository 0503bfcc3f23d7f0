import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { BackupFile, BackupsState } from '../../shared/model/backup.ts';
import { backUpNow, chooseBackupFolder } from '../actions/backups.ts';
import { CopyLine } from '../host/CopyLine.tsx';
import { bytesWords } from '../manage/figureWords.ts';
import { useApp } from '../store/AppContext.tsx';
import { useTimeWords } from '../time/useTimeWords.ts';
import { Button } from '../ui/Button.tsx';
import { FormProblem } from '../welcome/FormProblem.tsx';
import './backups.css';
import { RestoreSection } from './RestoreSection.tsx';
import { useKeptBackups } from './useKeptBackups.ts';

/** How a space that this app hosts is backed up, and the way back to a backup. */
export function BackupsSection({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const [round, setRound] = useState(0);
  const answer = useKeptBackups(space, round);
  const kept = answer?.ok ? answer.data : null;
  const { hosting } = space;
  const isDamaged = hosting?.status === 'failed' && hosting.code === 'damaged';
  const state = hosting?.status === 'running' ? hosting.backups : null;
  const folder = state?.folder ?? kept?.folder;
  return (
    <div className="manage-section">
      {isDamaged ? (
        <section className="manage-problem backup-damaged" role="alert">
          <CircleAlert aria-hidden="true" />
          <span>
            <strong>{t('backups.damagedTitle', { name: space.name })}</strong>
            {t('backups.damagedLead')}
          </span>
        </section>
      ) : (
        <p className="manage-lead">{t('backups.lead')}</p>
      )}
      {state?.failure && <Failure failure={state.failure} />}
      {/* By its key it is the same in both places, with what it says once the space is back. */}
      {isDamaged && <RestoreSection key="restore" space={space} answer={answer} />}
      {!isDamaged && <Last space={space} state={state} newest={state?.newest ?? kept?.kept?.[0] ?? null} />}
      {folder !== undefined && (
        <Folder
          space={space}
          folder={folder}
          isOwn={kept?.isOwn ?? true}
          onChosen={() => setRound(round + 1)}
        />
      )}
      {!isDamaged && <RestoreSection key="restore" space={space} answer={answer} />}
    </div>
  );
}

function Failure({ failure }: { failure: NonNullable<BackupsState['failure']> }) {
  const { t } = useTranslation();
  const times = useTimeWords();
  const { reason, at } = failure;
  const why =
    reason === 'full' || reason === 'unwritable' || reason === 'damaged'
      ? t(`backups.reasons.${reason}`)
      : t('backups.reasons.failed');
  return (
    <p className="manage-problem" role="alert">
      <CircleAlert aria-hidden="true" />
      <span>
        {t('backups.failed', { time: times.clock(at), why })} {t('backups.again')}
      </span>
    </p>
  );
}

/** The newest backup, and another one when somebody wants it. */
function Last(props: { space: SpaceView; state: BackupsState | null; newest: BackupFile | null }) {
  const { t, i18n } = useTranslation();
  const app = useApp();
  const times = useTimeWords();
  const { space, state, newest } = props;
  const running = space.hosting?.status === 'running';
  const size = newest && bytesWords(t, newest.bytes, i18n.language);
  const isMaking = running && (state === null || state.busy);
  const empty = isMaking ? t('backups.looking') : t('backups.none');
  return (
    <section className="backup-last" aria-label={t('backups.last')}>
      <div>
        <h2 className="field-label">{t('backups.last')}</h2>
        <p className="backup-made figures">{newest === null ? empty : times.full(newest.madeAt)}</p>
        <p className="manage-dim figures" role="status">
          {isMaking ? t('backups.making') : running ? size : t('backups.away')}
        </p>
      </div>
      <Button
        look="primary"
        disabled={!running || isMaking}
        onClick={() => void backUpNow(app, space.spaceId)}
      >
        {t('backups.now')}
      </Button>
    </section>
  );
}

/** Where backups go. */
function Folder(props: { space: SpaceView; folder: string; isOwn: boolean; onChosen: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const choose = async (own: boolean) => {
    setBusy(true);
    setFailed((await chooseBackupFolder(app, props.space.spaceId, own)) !== null);
    setBusy(false);
    props.onChosen();
  };
  return (
    <section className="backup-part">
      <h2 className="field-label">{t('backups.folder')}</h2>
      <CopyLine text={props.folder} />
      <p className="field-hint">{t('backups.folderHint')}</p>
      <div className="manage-row">
        <Button disabled={busy} onClick={() => void choose(false)}>
          {t('backups.choose')}
        </Button>
        {!props.isOwn && (
          <Button disabled={busy} onClick={() => void choose(true)}>
            {t('backups.own')}
          </Button>
        )}
      </div>
      <FormProblem words={failed ? t('backups.notChosen') : undefined} />
    </section>
  );
}
