import { Forward } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { ForwardedFrom } from '../../shared/model/message.ts';
import { openConversation } from '../actions/navigate.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { conversationName, selectConversations, selectUsers } from '../store/selectors.ts';
import './forwarded.css';

/** What another wrote, with who and where: where the reader may go there, that leads to it. */
export function ForwardedBlock(props: { from: ForwardedFrom; space: SpaceView; children: ReactNode }) {
  const { t } = useTranslation();
  const app = useApp();
  const { from, space } = props;
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const view = useAppState((state) => selectConversations(state, space.spaceId)[from.conversationId]);
  const unknown = t('app.unknownPerson');
  const name = users[from.authorId]?.displayName ?? unknown;
  const where = view === undefined ? null : conversationName(view, users, space.userId, unknown);
  const words =
    where === null
      ? t('forward.from', { name })
      : t(view?.kind === 'channel' ? 'forward.fromChannel' : 'forward.fromPlace', { name, where });
  return (
    <blockquote className="forwarded">
      <p className="forwarded-head">
        <Forward aria-hidden="true" />
        {view?.joined ? (
          <button
            type="button"
            className="forwarded-source one-line"
            onClick={() => openConversation(app, space.spaceId, from.conversationId, from.messageId)}
          >
            {words}
          </button>
        ) : (
          <span className="one-line">{words}</span>
        )}
      </p>
      {props.children}
    </blockquote>
  );
}
