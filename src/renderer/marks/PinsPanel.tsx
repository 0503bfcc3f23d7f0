import { PinOff } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { conversationStream } from '../../shared/model/stream.ts';
import { pinMessage } from '../actions/marks.ts';
import { Panel } from '../panel/Panel.tsx';
import { closePanel } from '../panel/panels.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { isConnected, selectUsers } from '../store/selectors.ts';
import { useEntries } from '../store/useEntries.ts';
import { IconButton } from '../ui/Button.tsx';
import { useNearEnd } from '../ui/useNearEnd.ts';
import { MessageCard } from './MessageCard.tsx';
import { useMessages } from './useMessages.ts';

/** What a conversation keeps at hand, newest first. */
export function PinsPanel(props: { space: SpaceView; conversation: ConversationView; edge: ReactNode }) {
  const { t } = useTranslation();
  const app = useApp();
  const { space, conversation } = props;
  const pins = useEntries(space, conversationStream(conversation.id), 'pin');
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const ids = useMemo(
    () => [...pins].sort(([, a], [, b]) => b.pinnedAt - a.pinnedAt).map(([id]) => id),
    [pins],
  );
  const { messages, missing, more } = useMessages(space, ids);
  const end = useNearEnd<HTMLDivElement>(more);
  const where = { spaceId: space.spaceId, conversationId: conversation.id };
  return (
    <Panel title={t('pins.title')} onClose={() => closePanel(app)} edge={props.edge}>
      <div className="panel-body scrolls" {...end}>
        {ids.length === 0 && <p className="panel-note">{t('pins.none')}</p>}
        <ul className="mark-cards">
          {ids.flatMap((id) => {
            const message = messages.get(id);
            if (message === undefined) return [];
            const by = pins.get(id)?.pinnedBy;
            const name = (by === undefined ? undefined : users[by]?.displayName) ?? t('app.unknownPerson');
            return (
              <MessageCard key={id} message={message} space={space} note={t('pins.by', { name })}>
                {conversation.joined && (
                  <IconButton
                    writes
                    size="small"
                    label={t('actions.unpin')}
                    onClick={() => pinMessage(app, where, id, false)}
                  >
                    <PinOff />
                  </IconButton>
                )}
              </MessageCard>
            );
          })}
        </ul>
        {missing.length > 0 && !isConnected(space) && (
          <p className="panel-note">{t('pins.missing', { count: missing.length })}</p>
        )}
      </div>
    </Panel>
  );
}
