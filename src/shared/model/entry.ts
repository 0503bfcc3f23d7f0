import { z } from 'zod';
import {
  clientIdSchema,
  conversationIdSchema,
  messageIdSchema,
  seqSchema,
  timestampSchema,
  userIdSchema,
} from './ids.ts';
import { notificationKeySchema, notificationSchema } from './notification.ts';
import { parseUntrusted } from './parseUntrusted.ts';
import { draftTextSchema, messageTextSchema } from './text.ts';

/**
 * An entry is a small named value that a stream holds: a pin, a role, a muted conversation. Setting one replaces what
 * it was, `null` removes it. All kinds are stored, sent, cached and shown by one mechanism: to add one, add a line to
 * `entryKinds`, and what may set it: a command in the server, or `personalKinds` below.
 */
export const entrySchema = z.object({
  kind: z.string().min(1).max(32),
  key: z.string().min(1).max(64),
  /**
   * Parsed by its kind where it is used: an older client keeps what it does not know (S16). Left out by an event that
   * a later one has made pointless: see `entry.changed`.
   */
  value: z.unknown().optional(),
});
export type Entry = z.infer<typeof entrySchema>;

/** What a person wants to be told of a conversation, where it is not the usual. */
export const notificationLevelSchema = z.enum(['all', 'mentions', 'nothing']);

/** Each kind of entry: in which streams it stands, what its keys are and what its value. */
export const entryKinds = {
  /** A message that its conversation keeps at hand. */
  pin: {
    of: 'conversation',
    key: messageIdSchema,
    value: z.object({ pinnedBy: userIdSchema, pinnedAt: timestampSchema }),
  },
  /** Who has more to say in a conversation than a member. */
  role: { of: 'conversation', key: userIdSchema, value: z.enum(['owner', 'moderator']) },
  /** A message kept for later. */
  saved: {
    of: 'user',
    key: messageIdSchema,
    value: z.object({ conversationId: conversationIdSchema, savedAt: timestampSchema }),
  },
  level: { of: 'user', key: conversationIdSchema, value: notificationLevelSchema },
  /** A muted conversation is dim and silent, but for mentions; `until` is `null` for good. */
  mute: { of: 'user', key: conversationIdSchema, value: z.object({ until: timestampSchema.nullable() }) },
  favourite: { of: 'user', key: conversationIdSchema, value: z.object({ addedAt: timestampSchema }) },
  /** An own section of the list; the order of sections is that of `position`. */
  section: {
    of: 'user',
    key: z.uuid(),
    value: z.object({
      name: z.string().trim().min(1).max(64),
      position: z.number(),
      conversationIds: z.array(conversationIdSchema).max(500),
    }),
  },
  /** A person whose direct messages and mentions are not to reach one. */
  blocked: { of: 'user', key: userIdSchema, value: z.object({ blockedAt: timestampSchema }) },
  /** A message that the server sends later. `failure` is the code it was refused with when its time had come. */
  scheduled: {
    of: 'user',
    key: z.uuid(),
    value: z.object({
      conversationId: conversationIdSchema,
      text: messageTextSchema,
      replyTo: messageIdSchema.nullable(),
      sendAt: timestampSchema,
      failure: z.string().nullable(),
    }),
  },
  /** A message to come back to. The server sets `firedAt` when the time has come. */
  reminder: {
    of: 'user',
    key: messageIdSchema,
    value: z.object({
      conversationId: conversationIdSchema,
      remindAt: timestampSchema,
      firedAt: timestampSchema.nullable(),
    }),
  },
  /**
   * What is half written in a conversation. `revision` is the seq of the event that set it, so that none is ever
   * given twice: what was sent or taken away stays as an empty text. `saves` are the client ids of those that led to it,
   * the last ones, by which a device knows whether its own is among them.
   */
  draft: {
    of: 'user',
    key: conversationIdSchema,
    value: z.object({
      text: draftTextSchema,
      replyTo: messageIdSchema.nullable(),
      revision: seqSchema,
      saves: z.array(clientIdSchema).default([]),
    }),
  },
  /** A line of one's notification centre; the server sets it, and `notification:read` marks it as read. */
  notification: { of: 'user', key: notificationKeySchema, value: notificationSchema },
  /** When notifications are not to disturb: until a time, and at these hours of these days. There is one. */
  quiet: {
    of: 'user',
    key: z.literal('own'),
    value: z.object({
      until: timestampSchema.nullable(),
      /** `from` and `to` are minutes after midnight on the device's own clock, across midnight where `from` is later; days are those on which it begins, 0 for Sunday. */
      hours: z
        .object({
          from: z.int().min(0).max(1439),
          to: z.int().min(0).max(1439),
          days: z.array(z.int().min(0).max(6)).max(7),
        })
        .nullable(),
    }),
  },
  /** Words that one is told of wherever they are said, besides one's name. There is one list. */
  keywords: {
    of: 'user',
    key: z.literal('own'),
    value: z.array(z.string().trim().min(2).max(64)).max(50),
  },
  /** How one wishes to be seen, whatever one's devices do; without it, as they do. There is one. */
  availability: { of: 'user', key: z.literal('own'), value: z.enum(['busy', 'invisible']) },
} as const;

export type EntryKind = keyof typeof entryKinds;
export type EntryKey<K extends EntryKind> = z.infer<(typeof entryKinds)[K]['key']>;
export type EntryValue<K extends EntryKind> = z.infer<(typeof entryKinds)[K]['value']>;

/** Entries of one's own stream that nobody else has a say in: `entry:set` sets them as they come. */
export const personalKinds = [
  'saved',
  'level',
  'mute',
  'favourite',
  'section',
  'blocked',
  'availability',
  'quiet',
  'keywords',
] as const;
export type PersonalKind = (typeof personalKinds)[number];

export type Availability = EntryValue<'availability'>;

/** How many entries of one kind a stream may hold. */
export const MAX_ENTRIES = 1000;
/** In how many conversations a person's drafts follow them, and how many of the saves of each are told. */
export const MAX_DRAFTS = 100;
export const MAX_DRAFT_SAVES = 10;
/** How many messages one person may have waiting to be sent later. */
export const MAX_SCHEDULED = 100;
/** How far ahead something may be put off, in milliseconds: a leap year. */
export const MAX_AHEAD_MS = 366 * 24 * 3_600_000;

/** An entry's value by its kind's schema; `undefined` where there is none, or one of another shape (S16). */
export function parseEntry<K extends EntryKind>(kind: K, value: unknown): EntryValue<K> | undefined {
  // The table pairs a kind with its value, which the compiler cannot follow through the index.
  return parseUntrusted(entryKinds[kind].value, value).data as EntryValue<K> | undefined;
}
