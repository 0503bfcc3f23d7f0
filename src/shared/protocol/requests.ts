import { z } from 'zod';
import {
  conversationSchema,
  MAX_GROUP,
  readStateSchema,
  retentionDaysSchema,
} from '../model/conversation.ts';
import { emojiSchema } from '../model/emoji.ts';
import { entrySchema } from '../model/entry.ts';
import {
  clientIdSchema,
  conversationIdSchema,
  messageIdSchema,
  seqSchema,
  timestampSchema,
  userIdSchema,
} from '../model/ids.ts';
import { messageSchema, versionSchema } from '../model/message.ts';
import { MAX_NOTIFICATIONS, notificationKeySchema } from '../model/notification.ts';
import { conversationRoleSchema } from '../model/permissions.ts';
import {
  channelNameSchema,
  descriptionSchema,
  displayNameSchema,
  draftTextSchema,
  messageTextSchema,
  titleSchema,
  topicSchema,
} from '../model/text.ts';
import { statusSchema, timeZoneSchema, userSchema } from '../model/user.ts';
import { setEntrySchema } from './entries.ts';
import { wireErrorSchema } from './errors.ts';
import { runningRequests } from './running.ts';
import { HISTORY_MAX_LIMIT, syncPayloadSchema, syncReplySchema } from './sync.ts';

const createConversationSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('channel'),
    name: channelNameSchema,
    private: z.boolean().optional(),
    memberIds: z.array(userIdSchema).max(1000).optional(),
    clientId: clientIdSchema,
  }),
  z.strictObject({
    kind: z.literal('group'),
    /** Accepted for what it is elsewhere; these are always private. */
    private: z.boolean().optional(),
    memberIds: z.array(userIdSchema).min(2).max(MAX_GROUP),
    clientId: clientIdSchema,
  }),
  z.strictObject({
    kind: z.literal('direct'),
    /** Accepted for what it is elsewhere; these are always private. */
    private: z.boolean().optional(),
    /** The other person; one's own id as well is accepted and means the same. One's own alone makes a place for notes. */
    memberIds: z.array(userIdSchema).min(1).max(2),
    clientId: clientIdSchema,
  }),
]);

/** At most one bound may be given; all are exclusive. None asks for the newest page. */
const historyPayloadSchema = z
  .strictObject({
    conversationId: conversationIdSchema,
    beforeSeq: seqSchema.optional(),
    afterSeq: seqSchema.optional(),
    aroundId: messageIdSchema.optional(),
    limit: z.int().min(1).max(HISTORY_MAX_LIMIT),
  })
  .refine(
    ({ beforeSeq, afterSeq, aroundId }) =>
      [beforeSeq, afterSeq, aroundId].filter((bound) => bound !== undefined).length <= 1,
    'only one of beforeSeq, afterSeq and aroundId may be given',
  );

/** How many messages may be asked for by their ids at once. */
export const GET_MAX_MESSAGES = 50;

/** How far a member has read, for those who share the conversation. */
export const readPositionSchema = z.object({ userId: userIdSchema, readSeq: seqSchema });
export type ReadPosition = z.infer<typeof readPositionSchema>;

/** A repeat of a durable request, told by the same id of the client's, gets the first result (S5). */
const repeatable = { clientId: clientIdSchema.optional() };

/**
 * Every acknowledged request: what goes up in `payload`, what comes back in `reply` behind `ok: true`.
 * The socket's types, the server's table of handlers and the client's calls derive from this table.
 * Payloads are strict; replies ignore fields they do not know (S16).
 */
export const requests = {
  sync: { payload: syncPayloadSchema, reply: syncReplySchema },
  history: {
    payload: historyPayloadSchema,
    /** In order of seq, true as of `asOf`; `more` says whether the asked direction (around: the older one) goes on. */
    reply: z.object({ messages: z.array(messageSchema), asOf: seqSchema, more: z.boolean() }),
  },
  'conversation:create': {
    payload: createConversationSchema,
    reply: z.object({ conversation: conversationSchema }),
  },
  'conversation:join': {
    payload: z.strictObject({ conversationId: conversationIdSchema, ...repeatable }),
    reply: z.object({ conversation: conversationSchema }),
  },
  'conversation:leave': {
    payload: z.strictObject({ conversationId: conversationIdSchema, ...repeatable }),
    reply: z.object({}),
  },
  /** Changes what a conversation says of itself: what is given is set, `null` takes it away, the rest stays. */
  'conversation:change': {
    payload: z.strictObject({
      conversationId: conversationIdSchema,
      name: channelNameSchema.optional(),
      topic: topicSchema.nullable().optional(),
      description: descriptionSchema.nullable().optional(),
      archived: z.boolean().optional(),
      /** Messages older than so many days go for good; `null` keeps them. */
      retentionDays: retentionDaysSchema.nullable().optional(),
      ...repeatable,
    }),
    reply: z.object({ conversation: conversationSchema }),
  },
  /** How many people are in each public channel. */
  'conversation:counts': {
    payload: z.strictObject({}),
    reply: z.object({
      counts: z.array(z.object({ conversationId: conversationIdSchema, members: z.int().min(0) })),
    }),
  },
  'member:add': {
    payload: z.strictObject({
      conversationId: conversationIdSchema,
      userIds: z.array(userIdSchema).min(1).max(1000),
      ...repeatable,
    }),
    reply: z.object({ conversation: conversationSchema }),
  },
  'member:remove': {
    payload: z.strictObject({ conversationId: conversationIdSchema, userId: userIdSchema, ...repeatable }),
    reply: z.object({ conversation: conversationSchema }),
  },
  /** Says what a member is in a conversation. */
  'member:role': {
    payload: z.strictObject({
      conversationId: conversationIdSchema,
      userId: userIdSchema,
      role: conversationRoleSchema,
      ...repeatable,
    }),
    reply: z.object({ entry: entrySchema }),
  },
  'message:send': {
    payload: z.strictObject({
      conversationId: conversationIdSchema,
      clientId: clientIdSchema,
      text: messageTextSchema,
      replyTo: messageIdSchema.optional(),
      /** A message whose text this one takes as it stands, instead of `text`. */
      forwardOf: messageIdSchema.optional(),
    }),
    reply: z.object({ message: messageSchema }),
  },
  'message:edit': {
    payload: z.strictObject({ messageId: messageIdSchema, text: messageTextSchema, ...repeatable }),
    reply: z.object({ message: messageSchema }),
  },
  'message:delete': {
    payload: z.strictObject({ messageId: messageIdSchema, ...repeatable }),
    reply: z.object({ message: messageSchema }),
  },
  /** Puts one's emoji to a message, or takes it away. */
  'message:react': {
    payload: z.strictObject({
      messageId: messageIdSchema,
      emoji: emojiSchema,
      on: z.boolean(),
      ...repeatable,
    }),
    reply: z.object({ message: messageSchema }),
  },
  /** What a message said before it was edited, oldest first; nothing of one that was deleted (S4). */
  'message:versions': {
    payload: z.strictObject({ messageId: messageIdSchema }),
    reply: z.object({ versions: z.array(versionSchema) }),
  },
  /** A message and what replies to it, in order of seq; deleted replies as blanks. */
  'message:thread': {
    payload: z.strictObject({
      messageId: messageIdSchema,
      /** Exclusive. */
      afterSeq: seqSchema.optional(),
      limit: z.int().min(1).max(HISTORY_MAX_LIMIT),
    }),
    reply: z.object({ message: messageSchema, replies: z.array(messageSchema), more: z.boolean() }),
  },
  /** Messages by their ids, wherever they are; those that one may not read are left out. */
  'message:get': {
    payload: z.strictObject({ messageIds: z.array(messageIdSchema).min(1).max(GET_MAX_MESSAGES) }),
    reply: z.object({ messages: z.array(messageSchema) }),
  },
  /** Keeps a message at hand for its conversation, or no longer. */
  'message:pin': {
    payload: z.strictObject({ messageId: messageIdSchema, pinned: z.boolean(), ...repeatable }),
    reply: z.object({ entry: entrySchema }),
  },
  /** Sets an entry of one's own stream; a value of `null` removes it. */
  'entry:set': { payload: setEntrySchema, reply: z.object({ entry: entrySchema }) },
  /**
   * Has a message sent later by the server, or sets anew when and what; a time that has passed means at once. The
   * message gets `scheduleId` as its client id.
   */
  'schedule:set': {
    payload: z.strictObject({
      scheduleId: z.uuid(),
      conversationId: conversationIdSchema,
      text: messageTextSchema,
      replyTo: messageIdSchema.optional(),
      sendAt: timestampSchema,
      ...repeatable,
    }),
    reply: z.object({ entry: entrySchema }),
  },
  'schedule:cancel': {
    payload: z.strictObject({ scheduleId: z.uuid(), ...repeatable }),
    reply: z.object({ entry: entrySchema }),
  },
  /** Has oneself reminded of a message; a time of `null` ends that. */
  'reminder:set': {
    payload: z.strictObject({
      messageId: messageIdSchema,
      remindAt: timestampSchema.nullable(),
      ...repeatable,
    }),
    reply: z.object({ entry: entrySchema }),
  },
  /**
   * Keeps what is half written in a conversation; an empty text removes it. `baseRevision` is that of the draft that
   * it was made from, 0 for none: any other refuses with `conflict`.
   */
  'draft:save': {
    payload: z.strictObject({
      conversationId: conversationIdSchema,
      text: draftTextSchema,
      replyTo: messageIdSchema.optional(),
      baseRevision: seqSchema,
      clientId: clientIdSchema,
    }),
    reply: z.object({ entry: entrySchema }),
  },
  /** Marks as read up to `seq`, inclusive; never moves back (S14). */
  'read:advance': {
    payload: z.strictObject({ conversationId: conversationIdSchema, seq: seqSchema, ...repeatable }),
    reply: z.object({ read: readStateSchema }),
  },
  /** Sets the read position, back as well: *mark unread* (S14). */
  'read:reset': {
    payload: z.strictObject({ conversationId: conversationIdSchema, seq: seqSchema, ...repeatable }),
    reply: z.object({ read: readStateSchema }),
  },
  /** How far the others have read. Nothing of it where more than `SEEN_BY_MAX_MEMBERS` are in. */
  'conversation:reads': {
    payload: z.strictObject({ conversationId: conversationIdSchema }),
    reply: z.object({ reads: z.array(readPositionSchema) }),
  },
  /** Changes what one says of oneself; what is left out stays, `null` takes it away. */
  'user:change': {
    payload: z.strictObject({
      displayName: displayNameSchema.optional(),
      title: titleSchema.nullable().optional(),
      timeZone: timeZoneSchema.nullable().optional(),
      status: z
        .strictObject({ ...statusSchema.shape, emoji: emojiSchema.optional() })
        .nullable()
        .optional(),
      ...repeatable,
    }),
    reply: z.object({ user: userSchema }),
  },
  /** Marks notifications as read: some, all that came up to a time, or of some those that did (`ReadMark`). */
  'notification:read': {
    payload: z
      .strictObject({
        keys: z.array(notificationKeySchema).min(1).max(MAX_NOTIFICATIONS).optional(),
        /** Inclusive: the `at` of the newest that was seen. */
        throughAt: timestampSchema.optional(),
        ...repeatable,
      })
      .refine(
        ({ keys, throughAt }) => keys !== undefined || throughAt !== undefined,
        'keys or throughAt must be given',
      ),
    reply: z.object({}),
  },
  ...runningRequests,
} as const;

/** What is sent without waiting for an answer. */
export const notices = {
  'typing:set': z.strictObject({ conversationId: conversationIdSchema, typing: z.boolean() }),
  /** Whether this device is in use. One that says nothing is. */
  'presence:set': z.strictObject({ presence: z.enum(['online', 'away']) }),
} as const;

export type RequestName = keyof typeof requests;
/** What a client sends. */
export type Payload<N extends RequestName> = z.input<(typeof requests)[N]['payload']>;
export type Reply<N extends RequestName> = z.infer<(typeof requests)[N]['reply']>;
export type NoticeName = keyof typeof notices;
export type NoticePayload<N extends NoticeName> = z.input<(typeof notices)[N]>;

/** The schema of one request's reply, typed by the request's name; the table above pairs them, which the compiler cannot follow. */
export const replySchema = <N extends RequestName>(name: N) =>
  requests[name].reply as unknown as z.ZodType<Reply<N>>;

/** The envelope of every acknowledgement. */
export const acknowledgementSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: wireErrorSchema }),
]);
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

export const isRequestName = (name: string): name is RequestName => Object.hasOwn(requests, name);
export const isNoticeName = (name: string): name is NoticeName => Object.hasOwn(notices, name);
