import { z } from 'zod';
import { conversationIdSchema, seqSchema, timestampSchema, type UserId, userIdSchema } from './ids.ts';
import { descriptionSchema, knownNameSchema, topicSchema } from './text.ts';

/** `channel` is named, `group` is several named people, `direct` is two people, or one for notes. */
export const conversationKindSchema = z.enum(['channel', 'group', 'direct']);
export type ConversationKind = z.infer<typeof conversationKindSchema>;

/** How many people a group may have. */
export const MAX_GROUP = 50;

/** For how many days messages may be kept. */
export const retentionDaysSchema = z.int().min(1).max(3650);

/** What only some conversations have. */
export const conversationExtras = {
  /** What it is about just now, in a line. */
  topic: topicSchema.optional(),
  /** What it is for. */
  description: descriptionSchema.optional(),
  /** Since when it can only be read. */
  archivedAt: timestampSchema.optional(),
  /** After how many days messages go for good; without it they are kept. */
  retentionDays: retentionDaysSchema.optional(),
};

/** A conversation as its members, and for a public channel everyone, may know it. */
export const conversationSchema = z.object({
  id: conversationIdSchema,
  kind: conversationKindSchema,
  /** A channel's name without its `#`; `null` for groups and direct messages, which are named by their people. */
  name: knownNameSchema.nullable(),
  /** Whether it exists only for its members. Always true for groups and direct messages. */
  private: z.boolean(),
  /** `#general`: everyone is in it and nobody leaves it. */
  everyone: z.boolean(),
  /** The people of a group or direct message, by which it is named; empty for a channel, whose members its stream tells. */
  memberIds: z.array(userIdSchema),
  createdBy: userIdSchema,
  createdAt: timestampSchema,
  ...conversationExtras,
});
export type Conversation = z.infer<typeof conversationSchema>;

/** The other one of a direct message; `undefined` for any other conversation. */
export const partnerOf = (
  { kind, memberIds }: Pick<Conversation, 'kind' | 'memberIds'>,
  me: UserId,
): UserId | undefined => (kind === 'direct' ? memberIds.find((id) => id !== me) : undefined);

/**
 * How far a person has read a conversation, as the server knew it at one moment.
 * Later moments have a higher `userSeq`, or the same one and a higher `asOf`; only a later one replaces another.
 */
export const readStateSchema = z.object({
  /** Everything up to here, inclusive, has been read. */
  readSeq: seqSchema,
  /** Undeleted messages of others above `readSeq`, as of `asOf`. */
  unread: z.int().min(0),
  /** The head of the conversation's stream when this was counted. */
  asOf: seqSchema,
  /** The head of the person's own stream when this was counted. */
  userSeq: seqSchema,
});
export type ReadState = z.infer<typeof readStateSchema>;

/** Whether `candidate` was counted at the same moment as `current` or after it. */
export const isLaterRead = (candidate: ReadState, current: ReadState): boolean =>
  candidate.userSeq === current.userSeq
    ? candidate.asOf >= current.asOf
    : candidate.userSeq > current.userSeq;
