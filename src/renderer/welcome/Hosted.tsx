import { useTranslation } from 'react-i18next';
import type { SpaceId } from '../../shared/model/ids.ts';
import { Invitation } from '../host/Invitation.tsx';
import { useAppState } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from './Card.tsx';

/** The space runs: how others get in, and the way in oneself. */
export function Hosted({ spaceId, onOpen }: { spaceId: SpaceId; onOpen: () => void }) {
  const { t } = useTranslation();
  const name = useAppState((state) => state.spaces[spaceId]?.name) ?? '';
  const announced = useAppState((state) => state.spaces[spaceId]?.choices?.announced) ?? false;
  return (
    <Card title={t('hosted.title', { name })} lead={t('hosted.lead')}>
      {announced && <p className="form-note">{t('hosted.found')}</p>}
      <Invitation spaceId={spaceId} copyLook="plain" failedWords={t('hosted.inviteFailed')} />
      <Button look="primary" size="large" autoFocus onClick={onOpen}>
        <span className="one-line">{t('hosted.open', { name })}</span>
      </Button>
    </Card>
  );
}
