import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { pauseUntil } from '../actions/quiet.ts';
import { PickTimeDialog } from '../later/PickTimeDialog.tsx';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Keywords } from './Keywords.tsx';
import '../settings/settings.css';
import './quiet.css';
import { QuietHoursForm } from './QuietHoursForm.tsx';
import { pauseEnd, pauses } from './quietTimes.ts';
import { useQuiet } from './useQuiet.ts';
import { useQuietWords } from './useQuietWords.ts';

/** When one wants to be left alone, and which words are worth being told of. */
export function QuietDialog({ space, onClose }: { space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('quiet.settingsTitle', { name: space.name })}
      lead={t('quiet.settingsLead')}
    >
      <div className="quiet-parts">
        <Pause space={space} />
        <QuietHoursForm space={space} />
        <Keywords space={space} />
      </div>
    </Dialog>
  );
}

function Pause({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const app = useApp();
  const now = useQuiet(space);
  const wordsOf = useQuietWords();
  const [picking, setPicking] = useState(false);
  return (
    <section className="setting" aria-labelledby="quiet-pause">
      <h2 className="field-label" id="quiet-pause">
        {t('quiet.title')}
      </h2>
      <p role="status">{wordsOf(now)}</p>
      <div className="quiet-row">
        {now.until !== null && (
          <Button look="primary" onClick={() => void pauseUntil(app, space, null)}>
            {t('quiet.resume')}
          </Button>
        )}
        {pauses.map((pause) => (
          <Button key={pause} onClick={() => void pauseUntil(app, space, pauseEnd(pause, Date.now()))}>
            {t(`quiet.${pause}`)}
          </Button>
        ))}
        <Button onClick={() => setPicking(true)}>{t('quiet.pick')}</Button>
      </div>
      {picking && (
        <PickTimeDialog
          title={t('quiet.pickTitle')}
          onPick={(at) => void pauseUntil(app, space, at)}
          onClose={() => setPicking(false)}
        />
      )}
    </section>
  );
}
