import { useEffect, useMemo, useRef, useState } from 'react';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { MessageId } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { GET_MAX_MESSAGES } from '../../shared/protocol/requests.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { isConnected } from '../store/selectors.ts';

/** What was answered for a message: `null` where it cannot be had now. */
type Answers = ReadonlyMap<MessageId, Message | null>;
const none: Answers = new Map();

export type Messages = {
  /** Those that can be had, by their ids. */
  messages: ReadonlyMap<MessageId, Message>;
  /** Those that were asked for and cannot be had. */
  missing: readonly MessageId[];
  /** Asks for some more of them, once those before are answered for. */
  more(): void;
};

/** Some messages by their ids, wherever they are: the first of them, and more as they are wanted. */
export function useMessages(space: SpaceView, ids: readonly MessageId[]): Messages {
  const app = useApp();
  const { spaceId } = space;
  const connected = isConnected(space);
  const [pages, setPages] = useState(1);
  const [answers, setAnswers] = useState(none);
  const known = useRef(none);
  known.current = answers;
  const windows = useAppState((state) => state.windows);
  const wanted = ids.slice(0, pages * GET_MAX_MESSAGES).join(' ');
  useEffect(() => {
    let current = true;
    // Asked again on coming back online: what could not be had may be had now.
    void connected;
    const unanswered = (wanted.split(' ') as MessageId[]).filter((id) => id && !known.current.get(id));
    for (let start = 0; start < unanswered.length; start += GET_MAX_MESSAGES) {
      const messageIds = unanswered.slice(start, start + GET_MAX_MESSAGES);
      void app.api.call('messages:get', { spaceId, messageIds }).then((got) => {
        if (!current) return;
        const found = new Map(got.ok ? got.data.messages.map((message) => [message.id, message]) : []);
        setAnswers(
          (now) => new Map([...now, ...messageIds.map((id) => [id, found.get(id) ?? null] as const)]),
        );
      });
    }
    return () => {
      current = false;
    };
  }, [app, spaceId, wanted, connected]);
  const messages = useMemo(() => {
    const found = new Map([...answers].flatMap(([id, message]) => (message === null ? [] : [[id, message]])));
    // What is shown in a timeline is what holds now.
    for (const window of Object.values(windows))
      for (const message of window.messages) if (found.has(message.id)) found.set(message.id, message);
    return found;
  }, [answers, windows]);
  const shown = ids.slice(0, pages * GET_MAX_MESSAGES);
  return {
    messages,
    missing: shown.filter((id) => answers.get(id) === null),
    more() {
      const answered = shown.every((id) => answers.has(id));
      if (answered && shown.length < ids.length) setPages(pages + 1);
    },
  };
}
