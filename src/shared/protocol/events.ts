import { z } from 'zod';
import { conversationSchema, readStateSchema } from '../model/conversation.ts';
import { entrySchema } from '../model/entry.ts';
import { conversationIdSchema, seqSchema, timestampSchema, userIdSchema } from '../model/ids.ts';
import { messageSchema } from '../model/message.ts';
import { parseUntrusted } from '../model/parseUntrusted.ts';
import { spaceSchema } from '../model/space.ts';
import { streamSchema } from '../model/stream.ts';
import { userSchema } from '../model/user.ts';

/**
 * What each type of event carries in `data`. To add one: a line here, the place in the server's store that
 * appends it, and the place in the cache that applies it. An event that is caught up with may carry a
 * message as it stands now instead of as it stood then; `changedSeq` tells (S4, S12).
 */
export const eventData = {
  // In any stream.
  /**
   * An entry was set, or with a value of `null` removed. Caught up with, it carries the entry as it stands now (S4), and
   * one after which the entry was set again leaves the value out: a later event of the same stream has it.
   */
  'entry.changed': z.object({ entry: entrySchema }),

  // In `directory`: who and what everyone may know of.
  'space.changed': z.object({ space: spaceSchema }),
  'user.created': z.object({ user: userSchema }),
  'user.changed': z.object({ user: userSchema }),
  /** In `directory` for a public channel, and the first event of every conversation's own stream. */
  'conversation.created': z.object({ conversation: conversationSchema }),
  'conversation.changed': z.object({ conversation: conversationSchema }),

  // In `user:<id>`: what concerns one person on all their devices.
  'conversation.joined': z.object({ conversation: conversationSchema, read: readStateSchema }),
  'conversation.left': z.object({ conversationId: conversationIdSchema }),
  'read.advanced': z.object({ conversationId: conversationIdSchema, read: readStateSchema }),
  'read.reset': z.object({ conversationId: conversationIdSchema, read: readStateSchema }),

  // In `conversation:<id>`.
  'member.joined': z.object({ userId: userIdSchema }),
  'member.left': z.object({ userId: userIdSchema }),
  'message.created': z.object({ message: messageSchema }),
  'message.edited': z.object({ message: messageSchema }),
  'message.deleted': z.object({ message: messageSchema }),
  /** Someone put an emoji to it, or took theirs away. */
  'message.reacted': z.object({ message: messageSchema }),
  /** Retention: everything up to `throughSeq`, inclusive, is gone for good (S4). */
  'messages.expired': z.object({ throughSeq: seqSchema }),
} as const;

export type EventType = keyof typeof eventData;
export type EventData<T extends EventType> = z.infer<(typeof eventData)[T]>;

/** What every event has, whatever its type. */
export const envelopeSchema = z.object({
  stream: streamSchema,
  seq: seqSchema.min(1),
  type: z.string().min(1).max(64),
  at: timestampSchema,
  /** Who did it; `null` when the space itself did. */
  actorId: userIdSchema.nullable(),
  data: z.unknown(),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** An event of a known type, its data parsed. */
export type StreamEvent = {
  [T in EventType]: Omit<Envelope, 'type' | 'data'> & { type: T; data: EventData<T> };
}[EventType];

/** What became of something that arrived as an event (S16). */
export type ParsedEvent =
  | { kind: 'known'; event: StreamEvent }
  /** A sound envelope of a type or shape this build does not know: it moves the cursor and nothing else. */
  | { kind: 'opaque'; envelope: Envelope }
  | { kind: 'broken'; reason: string };

const isEventType = (type: string): type is EventType => Object.hasOwn(eventData, type);

/** Parses one event as it came down the wire or out of a file. Never throws. */
export function parseEvent(raw: unknown): ParsedEvent {
  const envelope = parseUntrusted(envelopeSchema, raw);
  if (!envelope.success) return { kind: 'broken', reason: z.prettifyError(envelope.error) };
  const { type } = envelope.data;
  if (!isEventType(type)) return { kind: 'opaque', envelope: envelope.data };
  const data = parseUntrusted(eventData[type], envelope.data.data);
  if (!data.success) return { kind: 'opaque', envelope: envelope.data };
  // The pairing of type and data was just established by the table above, which the compiler cannot follow.
  return { kind: 'known', event: { ...envelope.data, type, data: data.data } as StreamEvent };
}
