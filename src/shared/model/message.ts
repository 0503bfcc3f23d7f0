import { z } from 'zod';
import { knownEmojiSchema } from './emoji.ts';
import {
  clientIdSchema,
  conversationIdSchema,
  messageIdSchema,
  seqSchema,
  timestampSchema,
  type UserId,
  userIdSchema,
} from './ids.ts';
import { messageTextSchema } from './text.ts';

/** Who put an emoji to a message, in the order they did; emojis stand in the order of their first use. */
export const reactionSchema = z.object({ emoji: knownEmojiSchema, userIds: z.array(userIdSchema).min(1) });
export type Reaction = z.infer<typeof reactionSchema>;

/** Where a forwarded message's text comes from. Its conversation may be one that the reader does not know. */
export const forwardedFromSchema = z.object({
  messageId: messageIdSchema,
  conversationId: conversationIdSchema,
  authorId: userIdSchema,
  createdAt: timestampSchema,
});
export type ForwardedFrom = z.infer<typeof forwardedFromSchema>;

/** What a line in the timeline says that nobody wrote: its message's author did it. */
export const noticeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('joined') }),
  z.object({ type: z.literal('left') }),
  z.object({ type: z.literal('added'), userIds: z.array(userIdSchema) }),
  z.object({ type: z.literal('removed'), userId: userIdSchema }),
  z.object({ type: z.literal('role'), userId: userIdSchema, role: z.string() }),
  z.object({ type: z.literal('renamed'), name: z.string() }),
  z.object({ type: z.literal('topic'), topic: z.string().nullable() }),
  z.object({ type: z.literal('archived') }),
  z.object({ type: z.literal('unarchived') }),
  z.object({ type: z.literal('pinned'), messageId: messageIdSchema }),
  /** One that this build does not know (S16). */
  z.object({ type: z.literal('unknown') }),
]);
export type Notice = z.infer<typeof noticeSchema>;

/** What only some messages have. What it said, and what was done to it, goes when a message is deleted. */
export const messageExtras = {
  reactions: z.array(reactionSchema).optional(),
  forwardedFrom: forwardedFromSchema.optional(),
  /** Whom it mentions besides people by name: those who are there now, or everyone in the conversation. */
  audience: z.enum(['here', 'everyone']).optional(),
  /** Instead of a text: this is a line of the timeline. It counts as unread for nobody. */
  notice: noticeSchema.catch({ type: 'unknown' }).optional(),
  /** Who deleted it, where that was not its author. */
  deletedBy: userIdSchema.optional(),
};

export type MessageExtras = z.infer<z.ZodObject<typeof messageExtras>>;

/**
 * A message as it stood at `changedSeq`. A deleted one keeps its place with an empty text (S4); one
 * record of a message is only ever replaced by another with a higher `changedSeq` (S12).
 */
export const messageSchema = z.object({
  id: messageIdSchema,
  conversationId: conversationIdSchema,
  /** Of the event that created it: its place in the conversation's order (S7). */
  seq: seqSchema,
  /** Of the event that last changed it; equal to `seq` when nothing has. */
  changedSeq: seqSchema,
  authorId: userIdSchema,
  clientId: clientIdSchema,
  text: z.union([messageTextSchema, z.literal('')]),
  mentions: z.array(userIdSchema),
  replyTo: messageIdSchema.nullable(),
  createdAt: timestampSchema,
  editedAt: timestampSchema.nullable(),
  deletedAt: timestampSchema.nullable(),
  ...messageExtras,
});
export type Message = z.infer<typeof messageSchema>;

/** Whether a message of another's can be unread (S14): what was deleted, and lines that nobody wrote, cannot. */
export const countsAsUnread = ({ deletedAt, notice }: Pick<Message, 'deletedAt' | 'notice'>): boolean =>
  deletedAt === null && notice === undefined;

/** How many undeleted replies to a message are known, and when the last of them was written. */
export const threadSummarySchema = z.object({
  messageId: messageIdSchema,
  replies: z.int().min(0),
  lastAt: timestampSchema.nullable(),
});
export type ThreadSummary = z.infer<typeof threadSummarySchema>;

/** Whether it is meant for a person in particular: they are named, or everyone is. */
export const mentionsPerson = (
  { mentions, audience }: Pick<Message, 'mentions' | 'audience'>,
  userId: UserId,
): boolean => audience !== undefined || mentions.includes(userId);

/** What a message said until it was edited. */
export const versionSchema = z.object({ text: messageTextSchema, replacedAt: timestampSchema });
export type Version = z.infer<typeof versionSchema>;

/** Reactions with a person's emoji among them, or without it; the same list where nothing changes. */
export function reactionsWith(
  reactions: readonly Reaction[],
  userId: UserId,
  emoji: string,
  on: boolean,
): readonly Reaction[] {
  const held = reactions.find((reaction) => reaction.emoji === emoji);
  if (on === (held?.userIds.includes(userId) ?? false)) return reactions;
  if (!held) return [...reactions, { emoji, userIds: [userId] }];
  const userIds = on ? [...held.userIds, userId] : held.userIds.filter((id) => id !== userId);
  return reactions
    .map((reaction) => (reaction === held ? { emoji, userIds } : reaction))
    .filter((reaction) => reaction.userIds.length > 0);
}
