import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import type { Plan } from './plan.ts';

/** The messages that one packet brings, as numbers that rise by the server's order. */
export type Delivery = { first: number; last: number; count: number; inOrder: boolean };

/** How one kind of server is spoken to, in text frames of Engine.IO 4 and Socket.IO 5. */
export type Dialect = {
  /** What a socket asks after it was let in, `undefined` when it is in its room already. */
  join(room: string): string | undefined;
  send(ackId: number, room: string, text: string): string;
  /** What a packet of events brings; `undefined` for one that brings no messages. */
  parse(frame: string): Delivery | undefined;
};

const eventsSchema = z.tuple([z.literal('events'), z.array(z.object({ type: z.string(), seq: z.int() }))]);
const messageSchema = z.tuple([z.literal('message'), z.object({ id: z.int() })]);

const parley: Dialect = {
  join: () => undefined,
  send: (ackId, conversationId, text) =>
    `42${ackId}${JSON.stringify(['message:send', { conversationId, clientId: uuid(), text }])}`,
  parse(frame) {
    const packet = eventsSchema.safeParse(JSON.parse(frame.slice(2)));
    const seqs =
      packet.data?.[1].filter(({ type }) => type === 'message.created').map(({ seq }) => seq) ?? [];
    const [first] = seqs;
    if (first === undefined) return undefined;
    const inOrder = seqs.every((seq, index) => seq === first + index);
    return { first, last: first + seqs.length - 1, count: seqs.length, inOrder };
  },
};

const tutorial: Dialect = {
  join: (room) => `420${JSON.stringify(['join', room])}`,
  send: (ackId, room, text) => `42${ackId}${JSON.stringify(['message', { room, text }])}`,
  parse(frame) {
    const packet = messageSchema.safeParse(JSON.parse(frame.slice(2)));
    const id = packet.data?.[1].id;
    return id === undefined ? undefined : { first: id, last: id, count: 1, inOrder: true };
  },
};

/** The limit is spoken to as ours is, the plain loop as the tutorial's. */
export const dialects: Record<Plan['target'], Dialect> = { parley, tutorial, ws: tutorial, limit: parley };
