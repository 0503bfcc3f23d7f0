import { v4 as uuid } from 'uuid';
import { expect, it } from 'vitest';
import {
  clientIdSchema,
  conversationIdSchema,
  messageIdSchema,
  userIdSchema,
} from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { conversationStream } from '../../shared/model/stream.ts';
import type { CacheableEvent } from '../cache/Cache.ts';
import { type ArrivedMessages, createArrivals } from './arrivals.ts';

const authorId = userIdSchema.parse(uuid());
const newConversation = () => conversationIdSchema.parse(uuid());

function written(conversationId: Message['conversationId'], from: number, count: number): CacheableEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const [seq, at] = [from + index, from + index];
    const message: Message = {
      ...{
        id: messageIdSchema.parse(uuid()),
        clientId: clientIdSchema.parse(uuid()),
        conversationId,
        authorId,
      },
      ...{ seq, changedSeq: seq, text: `${seq}`, mentions: [], replyTo: null },
      ...{ createdAt: at, editedAt: null, deletedAt: null },
    };
    const stream = conversationStream(conversationId);
    const event = { stream, seq, type: 'message.created' as const, at, actorId: authorId, data: { message } };
    return { kind: 'known', event };
  });
}

it('holds no more of what was missed than can be told of, however many wrote: the newest of each', () => {
  const told: ArrivedMessages[] = [];
  const arrivals = createArrivals((arrived) => told.push(arrived));
  const ids = Array.from({ length: 60 }, newConversation);
  const [quiet = newConversation()] = ids;
  arrivals.applied(conversationStream(quiet), written(quiet, 2, 1));
  for (const id of ids.slice(1)) arrivals.applied(conversationStream(id), written(id, 2, 500));
  for (const id of ids.slice(1)) arrivals.applied(conversationStream(id), written(id, 502, 500));
  arrivals.caughtUp();

  expect(told.map(({ conversationId }) => conversationId)).toEqual(ids);
  expect(
    told[0]?.messages.map(({ seq }) => seq),
    'who wrote little is not pushed out',
  ).toEqual([2]);
  expect(told.reduce((sum, { messages }) => sum + messages.length, 0)).toBeLessThanOrEqual(20_000);
  for (const { messages } of told.slice(1)) expect(messages.at(-1)?.seq).toBe(1_001);

  arrivals.linkUp();
  arrivals.caughtUp();
  expect(told, 'and each is told of once').toHaveLength(60);
});
