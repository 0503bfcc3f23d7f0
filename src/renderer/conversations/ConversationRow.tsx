import { CircleAlert, Clock, Pencil } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { openConversation } from '../actions/navigate.ts';
import { focusComposer } from '../keys/regions.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectOutbox } from '../store/selectors.ts';
import { Badge } from '../ui/Badge.tsx';
import { ConversationSign } from './ConversationSign.tsx';

/** One conversation in the list. */
export const ConversationRow = memo(function ConversationRow(props: {
  view: ConversationView;
  name: string;
  space: SpaceView;
}) {
  const { view, name, space } = props;
  const { t } = useTranslation();
  const app = useApp();
  const current = useAppState((state) => state.shown[space.spaceId] === view.id);
  const drafted = useAppState((state) => state.drafts[view.id] !== undefined);
  const refused = useAppState((state) =>
    selectOutbox(state, space.spaceId).some(
      (item) => item.conversationId === view.id && item.state === 'refused',
    ),
  );
  const self = view.kind === 'direct' && view.memberIds.every((id) => id === space.userId);
  return (
    <button
      type="button"
      className="row"
      aria-current={current ? 'page' : undefined}
      data-unread={view.unread > 0 || undefined}
      data-pending={view.pending !== null || undefined}
      onClick={() => {
        openConversation(app, space.spaceId, view.id);
        requestAnimationFrame(focusComposer);
      }}
    >
      <ConversationSign view={view} space={space} />
      <span className="row-name one-line" dir="auto">
        {self ? t('list.you', { name }) : name}
      </span>
      {view.pending === 'creating' && !refused && (
        <Clock className="row-mark" aria-label={t('list.creating')} />
      )}
      {refused && <CircleAlert className="row-mark row-mark-danger" aria-label={t('delivery.notSent')} />}
      {drafted && !current && !refused && <Pencil className="row-mark" aria-label={t('list.draft')} />}
      <Badge count={view.unread} />
    </button>
  );
});
