import { useEffect, useState } from 'react';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { MessageId } from '../../shared/model/ids.ts';
import { useConversationName } from '../conversations/useConversationName.ts';
import { useApp } from '../store/AppContext.tsx';
import { useSummary } from '../timeline/useSummary.ts';

/** The message that a reminder is of, as far as it is on this computer or can be fetched, and where it stands. */
export function ReminderPlace(props: {
  space: SpaceView;
  conversation: ConversationView;
  messageId: MessageId;
}) {
  const app = useApp();
  const { space, conversation, messageId } = props;
  const name = useConversationName(space, conversation);
  const [text, setText] = useState('');
  const { spaceId } = space;
  const conversationId = conversation.id;
  useEffect(() => {
    let wanted = true;
    const bound = { aroundId: messageId };
    void app.api.call('messages:page', { spaceId, conversationId, bound, limit: 1 }).then((page) => {
      const found = page.ok ? page.data.messages.find(({ id }) => id === messageId) : undefined;
      if (wanted && found !== undefined) setText(found.text);
    });
    return () => {
      wanted = false;
    };
  }, [app, spaceId, conversationId, messageId]);
  const summary = useSummary(text);
  return (
    <>
      <p className="later-place one-line" dir="auto">
        {name}
      </p>
      {summary !== '' && (
        <p className="later-text" dir="auto">
          {summary}
        </p>
      )}
    </>
  );
}
