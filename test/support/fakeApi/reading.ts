import type { AppInput, AppOutput } from '../../../src/shared/ipc/contract.ts';
import type { ConversationId } from '../../../src/shared/model/ids.ts';
import type { Message, ThreadSummary } from '../../../src/shared/model/message.ts';
import { holdsAll, queryWords } from '../../../src/shared/model/searchWords.ts';
import type { FakeSpace } from './buildSpace.ts';
import { Refusal } from './Refusal.ts';

/** How many undeleted replies there are to some messages, and to those they reply to. */
export function threadsOf(all: readonly Message[], messages: readonly Message[]): ThreadSummary[] {
  const ids = new Set(messages.flatMap(({ id, replyTo }) => (replyTo === null ? [id] : [id, replyTo])));
  return [...ids].map((messageId) => {
    const replies = all.filter((one) => one.replyTo === messageId && one.deletedAt === null);
    return { messageId, replies: replies.length, lastAt: replies.at(-1)?.createdAt ?? null };
  });
}

/** A run of a conversation's messages, as the cache would give it. */
export function pageOf(space: FakeSpace, input: AppInput<'messages:page'>): AppOutput<'messages:page'> {
  const all = space.messages.get(input.conversationId as ConversationId) ?? [];
  const { bound, limit } = input;
  let end = all.length;
  let start = end - limit;
  if (bound !== undefined && 'beforeSeq' in bound) {
    end = all.findIndex(({ seq }) => seq >= bound.beforeSeq);
    start = end - limit;
  } else if (bound !== undefined && 'afterSeq' in bound) {
    start = all.findIndex(({ seq }) => seq > bound.afterSeq);
    end = start + limit;
  } else if (bound !== undefined) {
    const index = all.findIndex(({ id }) => id === bound.aroundId);
    if (index === -1) throw new Refusal('not_found');
    start = index - Math.floor(limit / 2);
    end = start + limit;
  }
  const from = Math.max(0, start);
  const messages = all.slice(from, end);
  const threads = threadsOf(all, messages);
  return { messages, older: from > 0, newer: end < all.length, threads };
}

/** The messages that hold all the words, newest first. */
export function searchIn(
  { conversations, messages }: FakeSpace,
  input: AppInput<'messages:search'>,
): AppOutput<'messages:search'> {
  const asked = queryWords(input.text);
  const found = [...conversations.values()]
    .filter(({ id, joined }) => joined && (input.conversationId === null || id === input.conversationId))
    .flatMap(({ id }) => messages.get(id) ?? [])
    .filter((message) => asked.length > 0 && message.deletedAt === null && holdsAll(message.text, asked))
    .sort((a, b) => b.createdAt - a.createdAt);
  const start = input.before ?? 0;
  const next = start + input.limit < found.length ? start + input.limit : null;
  return { messages: found.slice(start, start + input.limit), next, complete: true };
}
