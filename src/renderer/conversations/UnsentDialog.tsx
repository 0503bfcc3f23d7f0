import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { discardSend } from '../actions/messages.ts';
import { CopyLine } from '../host/CopyLine.tsx';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectConversations, selectOutbox, unsentElsewhere } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import './dialogs.css';

/** What could not be sent because its conversation is closed to its writer: to be copied, or given up. */
export function UnsentDialog({ space, onClose }: { space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const outbox = useAppState((state) => selectOutbox(state, space.spaceId));
  const conversations = useAppState((state) => selectConversations(state, space.spaceId));
  const unsent = useMemo(() => unsentElsewhere(outbox, conversations), [outbox, conversations]);
  return (
    <Dialog open onClose={onClose} title={t('unsent.title')} lead={t('unsent.lead')}>
      {unsent.length === 0 && <p className="list-none">{t('unsent.none')}</p>}
      <ul className="unsent scrolls">
        {unsent.map(({ clientId, action }) => (
          <li key={clientId} className="unsent-item">
            {action.kind === 'send' && <CopyLine text={action.text} />}
            <Button size="small" onClick={() => void discardSend(app, space.spaceId, clientId)}>
              {t('unsent.discard')}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
