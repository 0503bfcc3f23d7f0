import { z } from 'zod';
import { knownEmojiSchema } from './emoji.ts';
import {
  type ConversationId,
  conversationIdSchema,
  type MessageId,
  messageIdSchema,
  seqSchema,
  type Timestamp,
  timestampSchema,
  userIdSchema,
} from './ids.ts';
import { lineSchema, notificationBodySchema } from './text.ts';

/** How many notifications are kept for a person: beyond, what was read goes first, and then the oldest. */
export const MAX_NOTIFICATIONS = 500;
/** How many of them are of one person's doing, or of one kind where nobody did it. */
export const MAX_OF_ONE_SENDER = 100;
/** How much room they take together, as JSON in bytes: a snapshot of a person's own stream carries all of them. */
export const MAX_NOTIFICATION_BYTES = 256 * 1024;

/** Where a notification leads outside of the space. */
export const notificationUrlSchema = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .optional();

/** What somebody outside of the conversations says: a program over HTTP, or an admin to everyone. */
export const announcedSchema = z.object({
  title: lineSchema(120),
  body: notificationBodySchema,
  url: notificationUrlSchema,
});
export type Announced = z.infer<typeof announcedSchema>;

/** `seq` is that of the message, so that reading up to there is reading this. Nothing of what it says is repeated (S4). */
const ofMessage = { conversationId: conversationIdSchema, messageId: messageIdSchema, seq: seqSchema };

/** What a person is told of, by its type. */
export const notificationSubjectSchema = z.discriminatedUnion('type', [
  /** A message that calls the person, by name or with others. */
  z.object({ type: z.literal('mention'), ...ofMessage, actorId: userIdSchema }),
  /** A reply to a message of theirs. */
  z.object({ type: z.literal('reply'), ...ofMessage, actorId: userIdSchema }),
  /** Emoji that others put to a message of theirs: who has one there now, the last to come last, with theirs. */
  z.object({
    type: z.literal('reaction'),
    ...ofMessage,
    emoji: knownEmojiSchema,
    actorIds: z.array(userIdSchema).min(1),
  }),
  /** They were added to a conversation. */
  z.object({ type: z.literal('invitation'), conversationId: conversationIdSchema, actorId: userIdSchema }),
  /** The time of a reminder has come. */
  z.object({ type: z.literal('reminder'), ...ofMessage }),
  /** For who moderates: somebody reported a message. */
  z.object({ type: z.literal('report'), reportId: z.uuid(), ...ofMessage, actorId: userIdSchema }),
  /** To everyone, also as a banner. `actorId` is `null` where a program said it. */
  z.object({ type: z.literal('announcement'), ...announcedSchema.shape, actorId: userIdSchema.nullable() }),
  /** From a program, over HTTP: `source` is the name of its token. */
  z.object({
    type: z.literal('external'),
    ...announcedSchema.shape,
    source: z.string(),
    conversationId: conversationIdSchema.optional(),
  }),
]);
export type NotificationSubject = z.infer<typeof notificationSubjectSchema>;
export type NotificationType = NotificationSubject['type'];

/** One line of a person's notification centre. */
export const notificationSchema = z.object({
  about: notificationSubjectSchema,
  /** When it came, or came anew. */
  at: timestampSchema,
  readAt: timestampSchema.nullable(),
});
export type Notification = z.infer<typeof notificationSchema>;

/** The key of a notification: one thing is told of once, whatever becomes of it. */
export const notificationKeySchema = z
  .string()
  .max(64)
  .regex(/^(message|reaction|invitation|reminder|report|announcement|external):[0-9a-f-]{36}$/);

/** The key of a notification about a message: that it calls or answers, what is put to it, that its reminder has come. */
export const notificationKeyOf = (what: 'message' | 'reaction' | 'reminder', messageId: MessageId): string =>
  `${what}:${messageId}`;

/** Which conversation a notification is about, if any. */
export const conversationOf = (about: NotificationSubject): ConversationId | undefined =>
  'conversationId' in about ? about.conversationId : undefined;

/**
 * Whether a notification is still news: not once it was read as such, nor once the message that calls or answers was
 * read where it stands. `readSeqOf` tells how far the person has read a conversation.
 */
export function isNews(
  { about, readAt }: Notification,
  readSeqOf: (conversationId: ConversationId) => number | undefined,
): boolean {
  if (readAt !== null) return false;
  if (about.type !== 'mention' && about.type !== 'reply') return true;
  return about.seq > (readSeqOf(about.conversationId) ?? 0);
}

/** Which notifications are marked as read: of `keys`, or of all without them, those that came up to `throughAt`, inclusive. */
export type ReadMark = { keys?: readonly string[] | undefined; throughAt?: Timestamp | undefined };

/** Whether a mark reads a notification that came at a time: one that has come anew since it was seen stays news. */
export const marksRead = ({ keys, throughAt }: ReadMark, key: string, at: Timestamp): boolean =>
  (keys === undefined || keys.includes(key)) && (throughAt === undefined || at <= throughAt);
