import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError, AppOutput } from '../../shared/ipc/contract.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { restoreBackup } from '../actions/backups.ts';
import { CopyLine } from '../host/CopyLine.tsx';
import { ConfirmDialog } from '../manage/ConfirmDialog.tsx';
import { useApp } from '../store/AppContext.tsx';
import { useTimeWords } from '../time/useTimeWords.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import type { Wanted } from './RestoreSection.tsx';
import { restoreProblem } from './restoreProblem.ts';

type Restored = AppOutput<'hosting:restore'>;

/** Says what is lost by going back to a backup, does it, and says what became of what was there. */
export function RestoreDialog(props: { space: SpaceView; wanted: Wanted; onClose: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const times = useTimeWords();
  const { space, wanted, onClose } = props;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<AppError | null>(null);
  const [restored, setRestored] = useState<Restored | null>(null);
  const restore = async () => {
    if (busy) return;
    setBusy(true);
    const answer = await restoreBackup(app, space.spaceId, wanted.name);
    setBusy(false);
    if ('code' in answer) setProblem(answer);
    else setRestored(answer);
  };
  if (restored !== null) return <Done space={space} restored={restored} onClose={onClose} />;
  return (
    <ConfirmDialog
      danger
      title={t('backups.confirmTitle', { name: space.name })}
      lead={t('backups.confirmLead', { time: times.full(wanted.backup.madeAt) })}
      confirm={t(busy ? 'backups.working' : 'backups.confirm')}
      act={{ busy, problem: problem === null ? undefined : t(restoreProblem(problem)) }}
      onConfirm={() => void restore()}
      // What has begun is seen to its end.
      onClose={() => busy || onClose()}
    >
      <ul className="backup-warnings">
        <li>
          <strong>{t('backups.confirmLost')}</strong>
        </li>
        <li>{t('backups.confirmStop')}</li>
        <li>{t('backups.confirmKept')}</li>
      </ul>
    </ConfirmDialog>
  );
}

function Done({ space, restored, onClose }: { space: SpaceView; restored: Restored; onClose: () => void }) {
  const { t } = useTranslation();
  const times = useTimeWords();
  const { madeAt, setAside } = restored;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('backups.doneTitle', { name: space.name })}
      lead={t('backups.doneLead', { time: times.full(madeAt) })}
    >
      {setAside !== null && (
        <section className="backup-part">
          <p className="field-hint">{t('backups.setAside')}</p>
          <CopyLine text={setAside} />
        </section>
      )}
      <DialogButtons>
        <Button look="primary" onClick={onClose}>
          {t('manage.done')}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
