import { BookmarkX } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { saveMessage } from '../actions/marks.ts';
import { Panel } from '../panel/Panel.tsx';
import { closePanel } from '../panel/panels.ts';
import { useApp } from '../store/AppContext.tsx';
import { isConnected } from '../store/selectors.ts';
import { useOwnEntries } from '../store/useEntries.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { useNearEnd } from '../ui/useNearEnd.ts';
import { MessageCard } from './MessageCard.tsx';
import { useMessages } from './useMessages.ts';

/** What one keeps for later out of the whole space, newest first. */
export function SavedPanel({ space, edge }: { space: SpaceView; edge: ReactNode }) {
  const { t } = useTranslation();
  const app = useApp();
  const saved = useOwnEntries(space, 'saved');
  const ids = useMemo(
    () => [...saved].sort(([, a], [, b]) => b.savedAt - a.savedAt).map(([id]) => id),
    [saved],
  );
  const { messages, missing, more } = useMessages(space, ids);
  const end = useNearEnd<HTMLDivElement>(more);
  const remove = (id: (typeof ids)[number]) => {
    const value = saved.get(id);
    if (value === undefined) return;
    saveMessage(app, { spaceId: space.spaceId, conversationId: value.conversationId }, id, false);
  };
  return (
    <Panel title={t('saved.title')} onClose={() => closePanel(app)} edge={edge}>
      <div className="panel-body scrolls" {...end}>
        {ids.length === 0 && <p className="panel-note">{t('saved.none')}</p>}
        <ul className="mark-cards">
          {ids.flatMap((id) => {
            const message = messages.get(id);
            if (message === undefined) return [];
            return (
              <MessageCard key={id} message={message} space={space} note={null} named>
                <IconButton writes size="small" label={t('saved.remove')} onClick={() => remove(id)}>
                  <BookmarkX />
                </IconButton>
              </MessageCard>
            );
          })}
        </ul>
        {missing.length > 0 && (
          <p className="panel-note">
            {t(isConnected(space) ? 'saved.gone' : 'pins.missing', { count: missing.length })}{' '}
            {isConnected(space) && (
              <Button writes size="small" onClick={() => missing.forEach(remove)}>
                {t('saved.removeGone')}
              </Button>
            )}
          </p>
        )}
      </div>
    </Panel>
  );
}
