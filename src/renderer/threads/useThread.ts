import { useEffect, useMemo, useRef, useState } from 'react';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { MessageId } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { overlayOutbox, type ShownMessage } from '../store/overlay.ts';
import { isConnected, selectOutbox } from '../store/selectors.ts';

type Loaded = { messages: readonly Message[]; complete: boolean };

export type Thread = {
  /** The message, then its replies in order, with what waits in the outbox laid over. */
  shown: readonly ShownMessage[];
  /** Whether all replies are here; `null` until that is known. */
  complete: boolean | null;
  failed: boolean;
};

/** A message and its replies, kept up by what the timeline's window is told. */
export function useThread(space: SpaceView, conversation: ConversationView, messageId: MessageId): Thread {
  const app = useApp();
  const { spaceId, userId } = space;
  const { id: conversationId } = conversation;
  const connected = isConnected(space);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [failed, setFailed] = useState(false);
  const held = useAppState((state) => state.windows[conversationId]?.messages);
  const outbox = useAppState((state) => selectOutbox(state, spaceId));
  const messages = useMemo(() => {
    const bySeq = new Map((loaded?.messages ?? []).map((message) => [message.seq, message]));
    for (const message of held ?? []) {
      const belongs = message.id === messageId || message.replyTo === messageId;
      const known = bySeq.get(message.seq);
      if (belongs && (known === undefined || known.changedSeq < message.changedSeq))
        bySeq.set(message.seq, message);
    }
    return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  }, [loaded, held, messageId]);
  // Replies that are not in the window are told by their number alone: only then is the thread read again.
  const count = useAppState((state) => state.threads[messageId]?.replies ?? 0);
  const isBehind =
    count > messages.filter(({ id, deletedAt }) => id !== messageId && deletedAt === null).length;
  const read = useRef('');
  useEffect(() => {
    const reading = `${messageId} ${connected}`;
    if (read.current === reading && !isBehind) return;
    read.current = reading;
    void app.api.call('messages:thread', { spaceId, conversationId, messageId }).then((got) => {
      // Another thread is shown by now, or the connection is another.
      if (read.current !== reading) return;
      setFailed(!got.ok);
      if (got.ok)
        setLoaded({ messages: [got.data.message, ...got.data.replies], complete: got.data.complete });
    });
  }, [app, spaceId, conversationId, messageId, connected, isBehind]);
  const shown = useMemo(() => {
    const here = outbox.filter(
      (item) =>
        item.conversationId === conversationId &&
        (item.action.kind !== 'send' || item.action.replyTo === messageId),
    );
    return overlayOutbox(messages, here, userId, true);
  }, [messages, outbox, conversationId, messageId, userId]);
  return { shown, complete: loaded?.complete ?? null, failed: failed && messages.length === 0 };
}
