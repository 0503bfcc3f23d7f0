import { z } from 'zod';
import { backupsStateSchema } from '../model/backup.ts';
import { conversationSchema } from '../model/conversation.ts';
import { draftContentSchema } from '../model/draft.ts';
import { entrySchema } from '../model/entry.ts';
import {
  clientIdSchema,
  conversationIdSchema,
  messageIdSchema,
  seqSchema,
  spaceIdSchema,
  timestampSchema,
  userIdSchema,
} from '../model/ids.ts';
import { messageSchema, threadSummarySchema } from '../model/message.ts';
import { streamSchema } from '../model/stream.ts';
import { knownNameSchema } from '../model/text.ts';
import { digestSchema, keyMismatchSchema, pinSchema, trustSchema } from '../model/trust.ts';
import { userSchema } from '../model/user.ts';
import { queuedRequestSchema } from '../protocol/passedOn.ts';
import { personPresenceSchema } from '../protocol/signals.ts';

/** How the engine stands with its space's server. Everything but `online` is readable and writable all the same. */
export const connectionViewSchema = z.union([
  z.object({ status: z.literal('connecting') }),
  /** Connected, and fetching what was missed. */
  z.object({ status: z.literal('syncing') }),
  z.object({ status: z.literal('online') }),
  /** Not reachable; tried again at `retryAt` by this computer's clock (UTC ms), or sooner when asked. */
  z.object({ status: z.literal('offline'), retryAt: timestampSchema.nullable() }),
  /** Only a person can resolve these; nothing is tried by itself. */
  z.object({
    status: z.literal('stopped'),
    reason: z.enum([
      'signed_out',
      'banned',
      'different_space',
      'client_too_old',
      'server_too_old',
      // What comes cannot be kept here.
      'storage_full',
      // In a browser: another tab holds on to what is kept here.
      'held_elsewhere',
    ]),
  }),
  /** Another key than before answers, and nothing was said to it; `space:trust` goes on. */
  z.object({ status: z.literal('stopped'), reason: z.literal('untrusted'), ...keyMismatchSchema.shape }),
]);
export type ConnectionView = z.infer<typeof connectionViewSchema>;

/** How a space hosted by this app stands. */
export const hostingViewSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('starting') }),
  z.object({
    status: z.literal('running'),
    port: z.int(),
    /** What others on the network type or paste, such as `http://192.168.1.20:4100`; the likeliest first. */
    addresses: z.array(z.string()),
    /** Its public key; `null` where it speaks plain HTTP. */
    pin: pinSchema.nullable(),
    /** The SHA-256 of its certificate, which is what browsers show; another one once it is renewed. */
    certificate: digestSchema.nullable(),
    /** `null` until it has looked what there is. */
    backups: backupsStateSchema.nullable(),
  }),
  z.object({
    status: z.literal('failed'),
    code: z.enum(['port_taken', 'folder_locked', 'newer_data', 'damaged', 'crashed']),
    message: z.string(),
    port: z.int(),
  }),
]);
export type HostingView = z.infer<typeof hostingViewSchema>;

/** What the person who hosts a space chose about it. */
export const hostingChoicesSchema = z.object({
  /** Whether it is announced to the network, so that others find it without its address. */
  announced: z.boolean(),
  /** Whether it speaks TLS with others; without it, whoever is on the network can read along. */
  secure: z.boolean(),
});
export type HostingChoices = z.infer<typeof hostingChoicesSchema>;

/** One space in the rail. */
export const spaceViewSchema = z.object({
  spaceId: spaceIdSchema,
  name: knownNameSchema,
  /** Where its server is reached, `https://host:port`. */
  address: z.string(),
  /** Whose account this app uses there. */
  userId: userIdSchema,
  username: z.string(),
  connection: connectionViewSchema,
  /** `null` unless this app hosts the space. */
  hosting: hostingViewSchema.nullable(),
  /** `null` unless this app hosts the space. */
  choices: hostingChoicesSchema.nullable(),
  /** How its server is known; never `unknown`. */
  trust: trustSchema,
  /**
   * Unread messages over all its conversations; of muted ones only those that mention the person, and no direct
   * messages of people who are blocked.
   */
  unread: z.int(),
  /** Those of them that are addressed to the person: all that is said among a few, and what mentions them. */
  addressed: z.int(),
});
export type SpaceView = z.infer<typeof spaceViewSchema>;

/** A conversation as the list and the header show it, with what has been asked for here and not yet acknowledged. */
export const conversationViewSchema = conversationSchema.extend({
  joined: z.boolean(),
  /** A request about it that waits in the outbox; one being created has its request's client id as its id (S6). */
  pending: z.enum(['creating', 'joining', 'leaving']).nullable(),
  readSeq: seqSchema,
  unread: z.int(),
  /** Those of the unread messages that mention the person, as far as they are on this computer. */
  unreadMentions: z.int(),
  /** The last event applied: the newest message known has at most this seq. */
  headSeq: seqSchema,
  /** When its newest message was written; for ordering by activity. */
  lastMessageAt: timestampSchema.nullable(),
});
export type ConversationView = z.infer<typeof conversationViewSchema>;

/** Something done here that the server has not yet acknowledged. */
export const outboxItemSchema = z.object({
  clientId: clientIdSchema,
  conversationId: conversationIdSchema,
  action: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('send'),
      text: z.string(),
      replyTo: messageIdSchema.nullable(),
      /** The message it forwards. */
      forwardOf: messageIdSchema.optional(),
    }),
    z.object({ kind: z.literal('edit'), messageId: messageIdSchema, text: z.string() }),
    z.object({ kind: z.literal('delete'), messageId: messageIdSchema }),
    z.object({ kind: z.literal('create') }),
    z.object({ kind: z.literal('join') }),
    z.object({ kind: z.literal('leave') }),
    z.object({ kind: z.literal('request'), request: queuedRequestSchema }),
  ]),
  /** By this computer's clock: shown until the server's time is known, never used for order. */
  createdAt: timestampSchema,
  state: z.enum(['waiting', 'sending', 'refused']),
  /** Why it was refused for good; it then waits for *retry* or *discard*. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type OutboxItem = z.infer<typeof outboxItemSchema>;

/** A run of a conversation's messages without holes, oldest first. */
export const messagePageSchema = z.object({
  messages: z.array(messageSchema),
  /** Whether there are older, and newer, messages than these. */
  older: z.boolean(),
  newer: z.boolean(),
  /** What is known of the threads of these messages, and of those they reply to. */
  threads: z.array(threadSummarySchema),
});
export type MessagePage = z.infer<typeof messagePageSchema>;

/** Some of what a search found, newest first. */
export const foundMessagesSchema = z.object({
  messages: z.array(messageSchema),
  /** Given as `before`, it asks for what comes after these; `null` when that is nothing. */
  next: z.int().nullable(),
  /** Whether everything on this computer was looked through; when not, asking again later finds more. */
  complete: z.boolean(),
});
export type FoundMessages = z.infer<typeof foundMessagesSchema>;

/** An entry and where it stands; a value of `null` says that it is gone. */
export const streamEntrySchema = entrySchema.extend({ stream: streamSchema });
export type StreamEntryView = z.infer<typeof streamEntrySchema>;

/** All of one space that the window needs to draw everything but a timeline. */
export const spaceContentSchema = z.object({
  users: z.array(userSchema),
  conversations: z.array(conversationViewSchema),
  outbox: z.array(outboxItemSchema),
  entries: z.array(streamEntrySchema),
  drafts: z.array(draftContentSchema.extend({ conversationId: conversationIdSchema })),
  /** How people are there, of those of whom something is known. */
  presence: z.array(personPresenceSchema),
});
export type SpaceContent = z.infer<typeof spaceContentSchema>;

/** A space that is announced on this network. What is announced vouches for nothing. */
export const nearbyViewSchema = z.object({
  spaceId: spaceIdSchema,
  name: knownNameSchema,
  /** Where it answered, or where it was announced if it has not yet. */
  address: z.string(),
  /** Whether somebody answers there: found is not alive. */
  state: z.enum(['asking', 'alive', 'silent']),
  /** Whether this app is in it already. */
  joined: z.boolean(),
});
export type NearbyView = z.infer<typeof nearbyViewSchema>;

/** What looking around on the network has come to. */
export const surroundingsSchema = z.object({
  /** By name. */
  spaces: z.array(nearbyViewSchema),
  /** This computer's addresses on its networks; none where it is on no network. */
  addresses: z.array(z.string()),
  /** Whether the system lets this app look; `false` where the port for mDNS could not be had. */
  canLook: z.boolean(),
});
export type Surroundings = z.infer<typeof surroundingsSchema>;

/** One step of testing the way to a server. Each needs those before it. */
export const testStepSchema = z.object({
  step: z.enum(['resolve', 'reach', 'tls', 'version']),
  /** `open` where one before it failed. */
  outcome: z.enum(['passed', 'failed', 'open']),
  /** What was found: an address, a fingerprint, a version; or why it failed, for people who look into it. */
  detail: z.string(),
  /** What a person can do about it. */
  cause: z
    .enum([
      'not_an_address',
      'unknown_name',
      'no_route',
      'refused',
      'no_answer',
      'not_tls',
      'bad_certificate',
      'other_key',
      'not_parley',
      'client_too_old',
      'server_too_old',
    ])
    .nullable(),
});
export type TestStep = z.infer<typeof testStepSchema>;

/** What holds in a browser's tab, and never in the desktop app. */
export const browserViewSchema = z.object({
  /** The invite code of the link that this page was opened by. */
  invite: z.string().nullable(),
  /** Whether this tab may write: without a SharedWorker only one of several does, and the others read. */
  writable: z.boolean(),
  /**
   * What is kept between visits: nothing where the browser refuses to store (`refused`). `renewed`: what was kept is, but the
   * space and the session were damaged and are gone; what was unsent is not.
   */
  storage: z.enum(['kept', 'refused', 'renewed']),
  /** Whether the page opens without the server: on loopback and behind trusted certificates. */
  opensOffline: z.boolean(),
  /** `unavailable` where a page may have none, as on plain HTTP. */
  notifications: z.enum(['unavailable', 'unasked', 'allowed', 'refused']),
});
export type BrowserView = z.infer<typeof browserViewSchema>;

/** What a person set for this app on this computer. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** In CSS pixels. */
  listWidth: z.int().min(200).max(400),
  panelWidth: z.int().min(300).max(480),
  /** Percent of the normal text size. */
  textSize: z.int().min(87).max(150),
  panelOpen: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;
