import { ArrowDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../shared/ipc/views.ts';
import { focusComposer } from '../keys/regions.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import './lines.css';

/** The way back to the newest message, with how many are unread. */
export function JumpButton(props: { conversation: ConversationView; shown: boolean; onJump: () => void }) {
  const { t } = useTranslation();
  if (!props.shown) return null;
  return (
    <div className="jump">
      <Button
        className="jump-button"
        onClick={() => {
          props.onJump();
          focusComposer();
        }}
      >
        <ArrowDown aria-hidden="true" />
        {t('timeline.jumpToNewest')}
        <Badge count={props.conversation.unread} />
      </Button>
    </div>
  );
}
