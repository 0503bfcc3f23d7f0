import { z } from 'zod';
import { draftContentSchema } from '../model/draft.ts';
import {
  clientIdSchema,
  conversationIdSchema,
  messageIdSchema,
  seqSchema,
  spaceIdSchema,
  userIdSchema,
} from '../model/ids.ts';
import { messageSchema, threadSummarySchema } from '../model/message.ts';
import { figuresSchema } from '../model/running.ts';
import { pinSchema } from '../model/trust.ts';
import { userSchema } from '../model/user.ts';
import { readPositionSchema } from '../protocol/requests.ts';
import { personPresenceSchema } from '../protocol/signals.ts';
import {
  browserViewSchema,
  conversationViewSchema,
  outboxItemSchema,
  settingsSchema,
  spaceViewSchema,
  streamEntrySchema,
  surroundingsSchema,
} from './views.ts';

const inConversation = { spaceId: spaceIdSchema, conversationId: conversationIdSchema };

/** What a space's engine reports as it happens. */
export const spaceDeltaSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('users.changed'), spaceId: spaceIdSchema, users: z.array(userSchema) }),
  z.object({
    type: z.literal('entries.changed'),
    spaceId: spaceIdSchema,
    entries: z.array(streamEntrySchema),
  }),
  z.object({
    type: z.literal('conversations.changed'),
    spaceId: spaceIdSchema,
    conversations: z.array(conversationViewSchema),
  }),
  z.object({
    type: z.literal('conversations.removed'),
    spaceId: spaceIdSchema,
    conversationIds: z.array(conversationIdSchema),
  }),
  /** A conversation created here has got its real id: everything kept under `from` now belongs to `to` (S6). */
  z.object({
    type: z.literal('conversation.replaced'),
    spaceId: spaceIdSchema,
    from: conversationIdSchema,
    to: conversationIdSchema,
  }),
  z.object({
    type: z.literal('members.changed'),
    ...inConversation,
    joined: z.array(userIdSchema),
    left: z.array(userIdSchema),
  }),
  /**
   * New and changed messages in order of seq. A new one follows the newest known without a hole. One that
   * is held already is replaced only by a higher `changedSeq`.
   */
  z.object({ type: z.literal('messages.changed'), ...inConversation, messages: z.array(messageSchema) }),
  /** There are more replies to these messages now, or fewer. */
  z.object({ type: z.literal('threads.changed'), ...inConversation, threads: z.array(threadSummarySchema) }),
  /** What was known of this conversation's messages may be wrong or have holes: ask for the page again. */
  z.object({ type: z.literal('messages.reset'), ...inConversation }),
  z.object({ type: z.literal('messages.expired'), ...inConversation, throughSeq: seqSchema }),
  z.object({
    type: z.literal('outbox.changed'),
    spaceId: spaceIdSchema,
    items: z.array(outboxItemSchema),
    removedIds: z.array(clientIdSchema),
  }),
  /** A draft was written on another device as well; `mixed` where it was written here too, and both texts are in it. */
  z.object({
    type: z.literal('draft.changed'),
    ...inConversation,
    draft: draftContentSchema,
    mixed: z.boolean(),
  }),
  /** Something that was done here was refused, and is undone. */
  z.object({
    type: z.literal('request.refused'),
    spaceId: spaceIdSchema,
    error: z.object({ code: z.string(), message: z.string() }),
  }),
  z.object({
    type: z.literal('presence.changed'),
    spaceId: spaceIdSchema,
    /** How these are there now. */
    people: z.array(personPresenceSchema),
    /** Nothing is known of anybody else any more. */
    all: z.boolean(),
  }),
  /** How far these have read. */
  z.object({ type: z.literal('reads.changed'), ...inConversation, reads: z.array(readPositionSchema) }),
  z.object({
    type: z.literal('typing.changed'),
    ...inConversation,
    /** All others who are typing there now. */
    userIds: z.array(userIdSchema),
  }),
  /** How the space is doing, while it is watched; `null` when nothing comes any more. */
  z.object({
    type: z.literal('figures.changed'),
    spaceId: spaceIdSchema,
    figures: figuresSchema.nullable(),
  }),
  /** The space's cache was emptied: load its content again. */
  z.object({ type: z.literal('space.reset'), spaceId: spaceIdSchema }),
]);
export type SpaceDelta = z.infer<typeof spaceDeltaSchema>;

/** Everything that is pushed to the window, gathered into one array a frame. */
export const deltaSchema = z.discriminatedUnion('type', [
  ...spaceDeltaSchema.options,
  z.object({ type: z.literal('space.changed'), space: spaceViewSchema }),
  z.object({ type: z.literal('space.removed'), spaceId: spaceIdSchema }),
  z.object({ type: z.literal('settings.changed'), settings: settingsSchema }),
  z.object({ type: z.literal('browser.changed'), browser: browserViewSchema }),
  /** Go there: a notification or a link was clicked. */
  z.object({
    type: z.literal('conversation.opened'),
    ...inConversation,
    messageId: messageIdSchema.nullable(),
  }),
  /** An invite was opened outside of the app. */
  z.object({
    type: z.literal('invite.opened'),
    address: z.string(),
    invite: z.string(),
    pin: pinSchema.nullable(),
  }),
  /** What is around on the network, while a window watches. */
  z.object({ type: z.literal('nearby.changed'), surroundings: surroundingsSchema }),
  /** A notification was clicked that leads to no place: show them all. */
  z.object({ type: z.literal('notifications.opened'), spaceId: spaceIdSchema }),
  /** Something about the app itself that a person should know, such as a cache that had to be rebuilt. */
  z.object({
    type: z.literal('notice.raised'),
    code: z.enum(['cache_rebuilt', 'outbox_mended', 'session_only', 'space_restored']),
    spaceId: spaceIdSchema,
  }),
]);
export type Delta = z.infer<typeof deltaSchema>;
