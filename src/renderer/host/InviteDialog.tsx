import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Invitation } from './Invitation.tsx';

/** How others get into the space. */
export function InviteDialog({ space, onClose }: { space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open onClose={onClose} title={t('invite.title', { name: space.name })} lead={t('invite.lead')}>
      <Invitation spaceId={space.spaceId} failedWords={t('error.offline')} />
    </Dialog>
  );
}
