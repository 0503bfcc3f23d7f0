import { useEffect, useState } from 'react';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { ConversationId } from '../../shared/model/ids.ts';
import { replySchema } from '../../shared/protocol/requests.ts';
import { useApp } from '../store/AppContext.tsx';
import { isConnected } from '../store/selectors.ts';

type Counts = ReadonlyMap<ConversationId, number>;
const none: Counts = new Map();

/** How many people are in each public channel: asked of the server, and unknown without it. */
export function useMemberCounts(space: SpaceView): Counts {
  const app = useApp();
  const { spaceId } = space;
  const connected = isConnected(space);
  const [counts, setCounts] = useState(none);
  useEffect(() => {
    if (!connected) return;
    let wanted = true;
    const question = { name: 'conversation:counts' as const, payload: {} };
    void app.api.call('server:ask', { spaceId, question }).then((answer) => {
      const reply = answer.ok ? replySchema('conversation:counts').safeParse(answer.data) : undefined;
      // Without an answer the channels are listed all the same.
      if (!wanted || reply?.success !== true) return;
      setCounts(new Map(reply.data.counts.map((one) => [one.conversationId, one.members])));
    });
    return () => {
      wanted = false;
    };
  }, [app, spaceId, connected]);
  return counts;
}
