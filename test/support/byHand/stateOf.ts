import type { ConversationKind } from '../../../src/shared/model/conversation.ts';
import type { ConversationId, MessageId, UserId } from '../../../src/shared/model/ids.ts';
import type { Message } from '../../../src/shared/model/message.ts';
import type { User } from '../../../src/shared/model/user.ts';
import type { HandDevice } from './handDevice.ts';
import type { World } from './world.ts';

export type ConversationState = {
  kind: ConversationKind;
  name: string | null;
  topic: string | undefined;
  isArchived: boolean;
  memberIds: UserId[];
  joined: boolean;
  readSeq: number;
  unread: number;
  unreadMentions: number;
  headSeq: number;
  members: string[];
  messages: Message[];
  /** Undeleted replies to each message that has any, as the cache counts them. */
  replies: Record<MessageId, number>;
};
export type DeviceState = {
  people: User[];
  /** As `stream kind key`, with their values. */
  entries: Record<string, unknown>;
  conversations: Record<ConversationId, ConversationState>;
};

/** All that a device knows once it has fetched the whole history of what it is in, for comparing two of them (S20). */
export async function stateOf(world: World, device: HandDevice): Promise<DeviceState> {
  const { users, entries, conversations } = await device.engine.content();
  const state: DeviceState = {
    people: users.toSorted((a, b) => a.username.localeCompare(b.username)),
    entries: Object.fromEntries(
      entries.map(({ stream, kind, key, value }) => [`${stream} ${kind} ${key}`, value]),
    ),
    conversations: {},
  };
  for (const { id, joined, pending } of conversations) {
    // What could not be made stands in the outbox of one device and nowhere else.
    if (pending === 'creating') continue;
    const messages = joined ? await allMessages(world, device, id) : [];
    // Counts are read after the history is there: both ways of counting must come to the same.
    const view = (await device.engine.content()).conversations.find((one) => one.id === id);
    if (view === undefined) throw new Error('a conversation vanished while its history was read');
    const { kind, name, topic, memberIds, readSeq, unread, unreadMentions, headSeq } = view;
    const isArchived = view.archivedAt !== undefined;
    const members = joined ? (await device.engine.members({ conversationId: id })).sort() : [];
    const threads = await device.cache.threads(messages.map((message) => message.id));
    const replies = Object.fromEntries(
      threads.flatMap((thread) => (thread.replies > 0 ? [[thread.messageId, thread.replies]] : [])),
    );
    const described = { kind, name, topic, isArchived, memberIds };
    const counts = { readSeq, unread, unreadMentions, headSeq };
    state.conversations[id] = { ...described, joined, ...counts, members, messages, replies };
  }
  return state;
}

/** A conversation's messages, oldest first, fetched page by page. */
export async function allMessages(
  world: World,
  device: HandDevice,
  conversationId: ConversationId,
): Promise<Message[]> {
  let messages: Message[] = [];
  for (let older = true; older; ) {
    const first = messages.at(0);
    const input = {
      conversationId,
      limit: 20,
      ...(first === undefined ? {} : { bound: { beforeSeq: first.seq } }),
    };
    const page = await answered(world, device, device.engine.page(input));
    if (page.older && page.messages.length === 0)
      throw new Error('a page says that there is more, and has none of it');
    messages = [...page.messages, ...messages];
    older = page.older;
  }
  return messages;
}

/** Delivers packets until a promise is settled that waits for them. */
export async function answered<T>(world: World, device: HandDevice, promise: Promise<T>): Promise<T> {
  let done = false;
  const settled = promise.finally(() => {
    done = true;
  });
  // The rejection is the caller's, who awaits the promise below; this one only says when.
  settled.catch(() => {});
  for (let round = 0; round < 1_000; round++) {
    await world.deliverAll([device]);
    if (done) return promise;
  }
  throw new Error('a request was never answered');
}
