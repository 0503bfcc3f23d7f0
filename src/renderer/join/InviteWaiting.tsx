import { useTranslation } from 'react-i18next';
import type { InviteLink } from '../../shared/model/inviteLink.ts';
import { leaveInvite, takeInvite } from '../actions/invites.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogButtons } from '../ui/Dialog.tsx';
import { shownHost } from './shownHost.ts';

/** An invite was opened outside while something is being filled in: it does not take the place of that by itself. */
export function InviteWaiting({ invite }: { invite: InviteLink }) {
  const { t } = useTranslation();
  const app = useApp();
  const stay = () => leaveInvite(app);
  const halfFilled = useAppState((state) => state.halfFilled);
  const lead = t(halfFilled ? 'opened.lead' : 'opened.leadDialog', { address: shownHost(invite.address) });
  return (
    <Dialog open onClose={stay} title={t('opened.title')} lead={lead}>
      <DialogButtons>
        <Button onClick={() => takeInvite(app, invite)}>{t('opened.go')}</Button>
        <Button look="primary" onClick={stay}>
          {t('opened.stay')}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
