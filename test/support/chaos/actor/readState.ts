import type { Engine } from '../../../../src/client/Engine.ts';
import type { ConversationId, UserId } from '../../../../src/shared/model/ids.ts';
import type { Message } from '../../../../src/shared/model/message.ts';
import type { ActorState } from './talk.ts';

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);

/** All that a client knows once it has fetched the whole history of what it is in. */
export async function readState(engine: Engine): Promise<ActorState> {
  const { conversations: listed } = await engine.content();
  const messages = new Map<ConversationId, Message[]>();
  const members = new Map<ConversationId, UserId[]>();
  for (const { id, joined, pending } of listed) {
    if (!joined || pending === 'creating') continue;
    messages.set(id, await wholeHistory(engine, id));
    members.set(id, (await engine.members({ conversationId: id })).sort());
  }
  // Read when the history is there: counted from what is here, counts must come to what the server says.
  const { users, conversations, entries, presence, drafts } = await engine.content();
  return {
    users: users
      .map(({ id, username, displayName, role, state }) => ({ id, username, displayName, role, state }))
      .sort(byId),
    conversations: conversations
      .filter(({ pending }) => pending !== 'creating')
      .map(({ id, kind, name, joined, readSeq, unread, unreadMentions, headSeq }) => ({
        ...{ id, kind, name, joined, readSeq, unread, unreadMentions, headSeq },
        members: members.get(id) ?? [],
        messages: messages.get(id) ?? [],
      }))
      .sort(byId),
    entries: Object.fromEntries(
      entries.map(({ stream, kind, key, value }) => [`${stream} ${kind} ${key}`, value]),
    ),
    // What is half written where one is no longer in is nobody's but this device's.
    drafts: Object.fromEntries(
      drafts
        .filter(({ conversationId }) => members.has(conversationId))
        .map(({ conversationId, ...draft }) => [conversationId, draft]),
    ),
    presence: Object.fromEntries(presence.map(({ userId, presence: how }) => [userId, how])),
  };
}

async function wholeHistory(engine: Engine, conversationId: ConversationId): Promise<Message[]> {
  const messages: Message[] = [];
  for (let older = true; older; ) {
    const first = messages.at(0);
    const bound = first === undefined ? {} : { bound: { beforeSeq: first.seq } };
    const page = await engine.page({ conversationId, limit: 200, ...bound });
    if (page.older && page.messages.length === 0)
      throw new Error('a page says that there is more, and has none of it');
    messages.unshift(...page.messages);
    older = page.older;
  }
  return messages;
}
