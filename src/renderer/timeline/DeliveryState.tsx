import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Delivery, ShownMessage } from '../store/overlay.ts';
import { Button } from '../ui/Button.tsx';
import './delivery.css';
import { Waiting } from '../ui/Waiting.tsx';
import { useRow } from './rowActions.ts';
import { useReason } from './useReason.ts';

const refusals = {
  send: 'delivery.notSent',
  edit: 'delivery.notEdited',
  delete: 'delivery.notDeleted',
} as const;

/** How what was done here fares: on its way, which is shown late and small, or refused, with what can be done. */
export function DeliveryState({ message }: { message: ShownMessage }) {
  const { delivery } = message;
  if (delivery === null) return null;
  return delivery.state === 'refused' ? (
    <Refused message={message} delivery={delivery} />
  ) : (
    <Waiting className="delivery-pending" sending={delivery.state === 'sending'} />
  );
}

function Refused({ message, delivery }: { message: ShownMessage; delivery: Delivery }) {
  const { t } = useTranslation();
  const { retry, discard } = useRow();
  const reasonOf = useReason();
  return (
    <div className="delivery-refused">
      <CircleAlert aria-hidden="true" />
      <span className="delivery-words">
        <strong>{t(refusals[delivery.kind])}</strong>: {reasonOf(delivery.error)}
      </span>
      <span className="delivery-acts">
        <Button writes size="small" onClick={() => retry(message)}>
          {t('delivery.retry')}
        </Button>
        <Button writes size="small" onClick={() => discard(message)}>
          {t('delivery.discard')}
        </Button>
      </span>
    </div>
  );
}
