import { useEffect, useMemo, useState } from 'react';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { MessageId } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { GET_MAX_MESSAGES } from '../../shared/protocol/requests.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { isConnected } from '../store/selectors.ts';

/** Some messages by their ids, wherever they are; `ready` once it is known which of them can be had now. */
export function useMessages(
  space: SpaceView,
  ids: readonly MessageId[],
): { messages: ReadonlyMap<MessageId, Message>; ready: boolean } {
  const app = useApp();
  const { spaceId } = space;
  const connected = isConnected(space);
  const [asked, setAsked] = useState<{ wanted: string; found: readonly Message[] } | null>(null);
  const windows = useAppState((state) => state.windows);
  const wanted = ids.slice(0, GET_MAX_MESSAGES).join(' ');
  useEffect(() => {
    let current = true;
    // Asked again on coming back online: what could not be had may be had now.
    void connected;
    const messageIds = wanted === '' ? [] : wanted.split(' ');
    if (messageIds.length === 0) return;
    void app.api.call('messages:get', { spaceId, messageIds }).then((got) => {
      if (current) setAsked({ wanted, found: got.ok ? got.data.messages : [] });
    });
    return () => {
      current = false;
    };
  }, [app, spaceId, wanted, connected]);
  const messages = useMemo(() => {
    const found = new Map((asked?.found ?? []).map((message) => [message.id, message]));
    // What is shown in a timeline is what holds now.
    for (const window of Object.values(windows))
      for (const message of window.messages) if (found.has(message.id)) found.set(message.id, message);
    return found;
  }, [asked, windows]);
  return { messages, ready: wanted === '' || asked?.wanted === wanted };
}
