import { type KeyboardEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { Message } from '../../shared/model/message.ts';
import { openPlace } from '../actions/openPlace.ts';
import { findMore } from '../actions/search.ts';
import { hasShortcode } from '../emoji/shortcodes.ts';
import { useEmoji } from '../emoji/useEmoji.ts';
import { uncoverConversation } from '../panel/panels.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import type { Search } from '../store/search.ts';
import { conversationName, selectConversations, selectUsers } from '../store/selectors.ts';
import type { TimeWords } from '../time/timeWords.ts';
import { useTimeWords } from '../time/useTimeWords.ts';
import { useNearEnd } from '../ui/useNearEnd.ts';
import { snippetOf } from './snippet.ts';

/** The messages found, newest first, to be gone through with the arrow keys. */
export function SearchHits(props: { search: Search; space: SpaceView; onLeaveUp: () => void }) {
  const { search, space, onLeaveUp } = props;
  const { t } = useTranslation();
  const app = useApp();
  const words = useTimeWords();
  const more = () => void findMore(app, space.spaceId);
  const end = useNearEnd<HTMLUListElement>(more);
  const open = (message: Message) => {
    const { conversationId, id: messageId } = message;
    openPlace(app, { spaceId: space.spaceId, conversationId, messageId });
    uncoverConversation(app);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-hit]')];
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (at + step < 0) onLeaveUp();
    else all[at + step]?.focus();
    if (at + step >= all.length - 2) more();
  };
  return (
    <ul className="search-hits scrolls" aria-label={t('search.results')} {...end} onKeyDown={onKeyDown}>
      {search.hits.map((message) => (
        <li key={message.id}>
          <Hit
            message={message}
            asked={search.words}
            named={search.within === null}
            space={space}
            words={words}
            onOpen={open}
          />
        </li>
      ))}
    </ul>
  );
}

function Hit(props: {
  message: Message;
  asked: readonly string[];
  /** Whether the conversation is named: not where there is but one. */
  named: boolean;
  space: SpaceView;
  words: TimeWords;
  onOpen: (message: Message) => void;
}) {
  const { message, asked, space, words } = props;
  const { t } = useTranslation();
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const conversation = useAppState(
    (state) => selectConversations(state, space.spaceId)[message.conversationId],
  );
  const unknown = t('app.unknownPerson');
  const emoji = useEmoji(hasShortcode(message.text))?.byName ?? null;
  const parts = useMemo(() => snippetOf(message.text, asked, emoji), [message.text, emoji, asked]);
  const place = conversation && conversationName(conversation, users, space.userId, unknown);
  return (
    <button type="button" className="hit" data-hit onClick={() => props.onOpen(message)}>
      <span className="hit-head">
        <bdi className="hit-author one-line">{users[message.authorId]?.displayName ?? unknown}</bdi>
        {props.named && place !== undefined && (
          <bdi className="hit-place one-line">
            {conversation?.kind === 'channel' ? t('search.inChannel', { name: place }) : place}
          </bdi>
        )}
        <time className="hit-time figures" title={words.full(message.createdAt)}>
          {words.short(message.createdAt, Date.now())}
        </time>
      </span>
      <span className="hit-text" dir="auto">
        {parts.map((part, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: a snippet is replaced as a whole
          part.hit ? <mark key={index}>{part.text}</mark> : part.text,
        )}
      </span>
    </button>
  );
}
