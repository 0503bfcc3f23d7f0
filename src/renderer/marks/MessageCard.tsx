import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { Message } from '../../shared/model/message.ts';
import { openPlace } from '../actions/openPlace.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { conversationName, selectConversations, selectUsers } from '../store/selectors.ts';
import { useNow, useTimeWords } from '../time/useTimeWords.ts';
import { useSummary } from '../timeline/useSummary.ts';
import { Avatar } from '../ui/Avatar.tsx';
import './marks.css';

/** One message out of its place, in a few lines: a click opens it where it stands. */
export function MessageCard(props: {
  message: Message;
  space: SpaceView;
  /** A line of its own below: where it stands, who pinned it. */
  note: string | null;
  /** Whether to say in which conversation it stands. */
  named?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const app = useApp();
  const words = useTimeWords();
  const now = useNow();
  const { message, space, note } = props;
  const { spaceId } = space;
  const { conversationId, id: messageId } = message;
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const view = useAppState((state) => selectConversations(state, space.spaceId)[message.conversationId]);
  const name = users[message.authorId]?.displayName ?? t('app.unknownPerson');
  const unknown = t('app.unknownPerson');
  const where = view === undefined ? null : conversationName(view, users, space.userId, unknown);
  const gone = message.deletedAt !== null;
  const summary = useSummary(message.text);
  return (
    <li className="mark-card">
      <button
        type="button"
        className="mark-card-open"
        onClick={() => openPlace(app, { spaceId, conversationId, messageId })}
      >
        <span className="mark-card-head">
          <Avatar id={message.authorId} name={name} size="small" />
          <bdi className="mark-card-name one-line">{name}</bdi>
          <time className="mark-card-time figures" title={words.full(message.createdAt)}>
            {words.stamp(message.createdAt, now)}
          </time>
        </span>
        <span className="mark-card-text" dir="auto">
          {gone ? t('timeline.deleted') : summary}
        </span>
        {props.named && where !== null && (
          <span className="mark-card-note one-line">{view?.kind === 'channel' ? `#${where}` : where}</span>
        )}
        {note !== null && <span className="mark-card-note one-line">{note}</span>}
      </button>
      <span className="mark-card-acts">{props.children}</span>
    </li>
  );
}
