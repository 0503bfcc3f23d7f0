import type { Arrival } from '../../client/Engine.ts';
import type { OutboxStore } from '../../client/outbox/OutboxStore.ts';
import type { ConversationId, MessageId, SpaceId, UserId } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { concerns, type Notice, noticeOf, summaryOf, type Wishes, type Wording } from './rule.ts';

/** What the notifier needs to know of the space in which messages arrived. */
export type ArrivalPlace = {
  spaceId: SpaceId;
  me: UserId;
  outbox: Pick<OutboxStore, 'markNotified'>;
  wording: Wording;
  wishes: Wishes;
};

/** Where a notification leads. */
export type NoticePlace = { spaceId: SpaceId; conversationId: ConversationId };

export type NotifierOptions = {
  /** Whether the person is looking at this conversation: it is shown in a window that has the focus. */
  isInFront(spaceId: SpaceId, conversationId: ConversationId): boolean;
  show(notice: Notice, place: NoticePlace): void;
};

/** Tells the person of messages, never twice of one: it is marked before it is shown. */
export function createNotifier({ isInFront, show }: NotifierOptions) {
  async function unmarked(messages: Message[], outbox: ArrivalPlace['outbox']): Promise<Message[]> {
    const fresh = new Set<MessageId>(await outbox.markNotified(messages.map(({ id }) => id)));
    return messages.filter(({ id }) => fresh.has(id));
  }

  return {
    async arrived({ conversationId, messages, when }: Arrival, place: ArrivalPlace): Promise<void> {
      const { spaceId, me, outbox, wording, wishes } = place;
      const { kind } = wording.conversation;
      const concerning = messages.filter((message) => concerns(message, kind, me, wishes));
      if (concerning.length === 0) return;
      // What is seen as it arrives is marked as well: it must not be told of after a restart.
      const inFront = isInFront(spaceId, conversationId);
      const [first, ...others] = await unmarked(concerning, outbox);
      if (!first || inFront) return;
      const notices =
        when === 'live'
          ? [first, ...others].map((message) => noticeOf(message, wording))
          : [summaryOf([first, ...others], wording)];
      for (const notice of notices) show(notice, { spaceId, conversationId });
    },
  };
}
