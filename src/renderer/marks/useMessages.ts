import { useEffect, useMemo, useRef, useState } from 'react';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { MessageId } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { GET_MAX_MESSAGES } from '../../shared/protocol/requests.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { placeMessages } from '../store/placedMessages.ts';
import { isConnected } from '../store/selectors.ts';

const none: ReadonlySet<MessageId> = new Set();

export type Messages = {
  /** Those that can be had, by their ids, as they are now. */
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
  const [answered, setAnswered] = useState(none);
  const placed = useAppState((state) => state.placed);
  const epoch = useAppState((state) => state.placedEpoch);
  const shown = useMemo(() => ids.slice(0, pages * GET_MAX_MESSAGES), [ids, pages]);
  // All are asked for again on coming back online, when what could not be had may be had, and after a reset.
  const round = `${spaceId} ${connected} ${epoch}`;
  const asked = useRef({ round: '', ids: new Set<MessageId>() });
  useEffect(() => {
    if (asked.current.round !== round) asked.current = { round, ids: new Set() };
    const { ids: before } = asked.current;
    const wanted = shown.filter((id) => !before.has(id));
    for (const id of wanted) before.add(id);
    for (let start = 0; start < wanted.length; start += GET_MAX_MESSAGES) {
      const messageIds = wanted.slice(start, start + GET_MAX_MESSAGES);
      void app.api.call('messages:get', { spaceId, messageIds }).then((got) => {
        if (got.ok) app.store.setState((state) => placeMessages(state, messageIds, got.data.messages));
        setAnswered((now) => new Set([...now, ...messageIds]));
      });
    }
  }, [app, spaceId, shown, round]);
  const messages = useMemo(
    () =>
      new Map(
        shown.flatMap((id) => {
          const message: Message | undefined = placed[id];
          return message === undefined ? [] : [[id, message] as const];
        }),
      ),
    [shown, placed],
  );
  return {
    messages,
    missing: shown.filter((id) => answered.has(id) && !messages.has(id)),
    more() {
      if (shown.every((id) => answered.has(id)) && shown.length < ids.length) setPages(pages + 1);
    },
  };
}
