import { z } from 'zod';
import { backupFileSchema } from '../model/backup.ts';
import { MAX_GROUP } from '../model/conversation.ts';
import { draftContentSchema } from '../model/draft.ts';
import {
  clientIdSchema,
  conversationIdSchema,
  messageIdSchema,
  seqSchema,
  spaceIdSchema,
  timestampSchema,
  userIdSchema,
} from '../model/ids.ts';
import { messageSchema } from '../model/message.ts';
import {
  channelNameSchema,
  displayNameSchema,
  messageTextSchema,
  passwordSchema,
  spaceNameSchema,
  usernameSchema,
} from '../model/text.ts';
import { type KeyMismatch, pinSchema, trustSchema } from '../model/trust.ts';
import { registrationSchema } from '../protocol/http.ts';
import { questionSchema, queuedRequestSchema } from '../protocol/passedOn.ts';
import { GET_MAX_MESSAGES } from '../protocol/requests.ts';
import type { Delta } from './deltas.ts';
import {
  browserViewSchema,
  foundMessagesSchema,
  hostingChoicesSchema,
  messagePageSchema,
  settingsSchema,
  spaceContentSchema,
  spaceViewSchema,
  surroundingsSchema,
  testStepSchema,
} from './views.ts';

const nothing = z.object({});
const inSpace = { spaceId: spaceIdSchema };
const inConversation = { ...inSpace, conversationId: conversationIdSchema };
/** As typed by a person: `192.168.1.20:4100`, `http://host:4100/` … */
const addressSchema = z.string().min(1).max(300);
const newAccount = {
  username: usernameSchema,
  displayName: displayNameSchema,
  password: passwordSchema,
};
const portSchema = z.int().min(1).max(65_535);
/** A message by its id, or one of one's own that is still in the outbox by its client id. */
const messageTargetSchema = z.union([
  z.strictObject({ messageId: messageIdSchema }),
  z.strictObject({ clientId: clientIdSchema }),
]);

/** Everything the window may ask of the app: the whole of the boundary between the two, with `Delta` for the way back. */
export const appRequests = {
  'app:load': {
    input: z.strictObject({}),
    output: z.object({
      spaces: z.array(spaceViewSchema),
      settings: settingsSchema,
      platform: z.enum(['linux', 'darwin', 'win32', 'web']),
      version: z.string(),
      /** Whether this app can host: false in a browser. */
      canHost: z.boolean(),
      /** `null` in the desktop app. */
      browser: browserViewSchema.nullable(),
    }),
  },
  'settings:save': { input: settingsSchema.partial().strict(), output: settingsSchema },

  /**
   * Who answers at an address, before anything about the person is said to it. With a pin only a server with that key is
   * asked; any other one is refused with `untrusted`, and not a byte was said to it.
   */
  'space:probe': {
    input: z.strictObject({ address: addressSchema, pin: pinSchema.optional() }),
    output: z.object({
      address: z.string(),
      spaceId: spaceIdSchema,
      name: spaceNameSchema,
      /** Whether nobody has an account there yet: the first one will own it. */
      isNew: z.boolean(),
      registration: registrationSchema,
      trust: trustSchema,
    }),
  },
  /**
   * Has a server prove that it knows a code that was read out, without saying the code to it: its key is then that of
   * whoever made the code. Refused with `unauthorized` when it proves nothing.
   */
  'space:prove': {
    input: z.strictObject({ address: addressSchema, code: z.string().min(1).max(40) }),
    output: z.object({ address: z.string(), pin: pinSchema }),
  },
  /** Tries the way to a server step by step, and says where it ends. */
  'space:test': {
    input: z.strictObject({ address: addressSchema, pin: pinSchema.optional() }),
    output: z.object({ steps: z.array(testStepSchema) }),
  },
  'space:host': {
    input: z.strictObject({ spaceName: spaceNameSchema, ...newAccount, port: portSchema.optional() }),
    output: z.object({ spaceId: spaceIdSchema }),
  },
  'space:join': {
    input: z.strictObject({
      address: addressSchema,
      /** The key that was vouched for. Without one, only a server that needs none is joined; else `untrusted`. */
      pin: pinSchema.optional(),
      /**
       * The key that this computer knows of the space, where the person was shown both and takes the one that was vouched for in
       * its place. A space that is known is not signed in to by another key without it.
       */
      instead: pinSchema.optional(),
      account: z.discriminatedUnion('mode', [
        z.strictObject({
          mode: z.literal('register'),
          invite: z.string().max(200).optional(),
          ...newAccount,
        }),
        z.strictObject({
          mode: z.literal('login'),
          username: z.string().min(1),
          password: z.string().min(1),
        }),
      ]),
    }),
    output: z.object({ spaceId: spaceIdSchema }),
  },
  /** Takes this key as the server's from now on: a person has compared it. */
  'space:trust': { input: z.strictObject({ ...inSpace, pin: pinSchema }), output: nothing },
  /** Signs in again where the session has ended. */
  'space:signIn': { input: z.strictObject({ ...inSpace, password: z.string().min(1) }), output: nothing },
  /** Ends the session and removes the cache; the outbox and drafts stay for the next sign-in. */
  'space:signOut': { input: z.strictObject(inSpace), output: nothing },
  /** Takes the space off this computer, with everything unsent. Refused (`hosting`) for one that is hosted here. */
  'space:forget': { input: z.strictObject(inSpace), output: nothing },
  'space:load': { input: z.strictObject(inSpace), output: spaceContentSchema },
  /** Tries to connect now instead of waiting. */
  'space:reconnect': { input: z.strictObject(inSpace), output: nothing },
  'space:invite': {
    input: z.strictObject(inSpace),
    output: z.object({
      code: z.string(),
      expiresAt: timestampSchema,
      addresses: z.array(z.string()),
      /** The key of the server, for the link; `null` where it needs none, or this app does not know it. */
      pin: pinSchema.nullable(),
    }),
  },
  /** Starts a hosted space that failed to start, on another port when one is given, on the next free one for `null`. */
  'hosting:start': {
    input: z.strictObject({ ...inSpace, port: portSchema.nullable().optional() }),
    output: nothing,
  },
  /** Changes how a space is hosted here; turning TLS on or off starts its server again. */
  'hosting:configure': {
    input: z.strictObject({ ...inSpace, ...hostingChoicesSchema.partial().shape }),
    output: nothing,
  },
  /** Which backups of a hosted space are kept, newest first, and where. */
  'hosting:backups': {
    input: z.strictObject(inSpace),
    output: z.object({
      folder: z.string(),
      /** Whether it is the app's own, beside the space, and nobody has chosen another one. */
      isOwn: z.boolean(),
      /** `null` where the folder cannot be read. */
      kept: z.array(backupFileSchema).nullable(),
    }),
  },
  /** Begins a backup of a hosted space; `space.changed` tells what comes of it. Refused (`offline`) where its server does not run. */
  'hosting:backUp': { input: z.strictObject(inSpace), output: nothing },
  /** Asks where to back up to from now on, or with `own` takes the app's own folder; `false` when the person thought better of it. */
  'hosting:chooseBackupFolder': {
    input: z.strictObject({ ...inSpace, own: z.boolean() }),
    output: z.object({ chosen: z.boolean() }),
  },
  /**
   * Asks for a file to restore from and looks into it; `null` when the person thought better of it. Refused: `not_a_backup`,
   * `different_space`.
   */
  'hosting:chooseBackup': {
    input: z.strictObject(inSpace),
    output: z.object({ backup: backupFileSchema.nullable() }),
  },
  /**
   * Puts a hosted space back to a backup: a kept one by its name, or with `null` the file that was chosen last. Its server is stopped and
   * starts from it. What was there is set aside, and `setAside` says where. Refused: `not_found` where the file is gone, `not_a_backup`,
   * `different_space`, `client_too_old` for one of a newer version, `full`; the space then goes on as it was. So is `port_taken` and
   * `folder_locked` where its server cannot start at all: nothing was touched.
   */
  'hosting:restore': {
    input: z.strictObject({ ...inSpace, name: z.string().min(1).max(255).nullable() }),
    output: z.object({ madeAt: timestampSchema, setAside: z.string().nullable() }),
  },
  /**
   * Watches which spaces are announced on this network: answers with how it is now, and tells by `nearby.changed` until told
   * otherwise. Refused (`not_found`) in a browser.
   */
  'nearby:watch': { input: z.strictObject({ on: z.boolean() }), output: surroundingsSchema },

  'conversations:create': {
    input: z.discriminatedUnion('kind', [
      z.strictObject({
        ...inSpace,
        kind: z.literal('channel'),
        name: channelNameSchema,
        private: z.boolean(),
      }),
      z.strictObject({ ...inSpace, kind: z.literal('direct'), userId: userIdSchema }),
      /** With these people besides oneself; with one it is a direct message. One of exactly these people is used again. */
      z.strictObject({
        ...inSpace,
        kind: z.literal('group'),
        userIds: z
          .array(userIdSchema)
          .min(1)
          .max(MAX_GROUP - 1),
      }),
    ]),
    /** Until the server has made it, the id of the request (S6): `conversation.replaced` tells the real one. */
    output: z.object({ conversationId: conversationIdSchema }),
  },
  'conversations:join': { input: z.strictObject(inConversation), output: nothing },
  'conversations:leave': { input: z.strictObject(inConversation), output: nothing },
  'conversations:members': {
    input: z.strictObject(inConversation),
    output: z.object({ userIds: z.array(userIdSchema) }),
  },

  /** From the cache, and from the server where the cache has a hole; refused with `offline` when that cannot be filled. */
  'messages:page': {
    input: z.strictObject({
      ...inConversation,
      bound: z
        .union([
          z.strictObject({ beforeSeq: seqSchema }),
          z.strictObject({ afterSeq: seqSchema }),
          z.strictObject({ aroundId: messageIdSchema }),
        ])
        .optional(),
      limit: z.int().min(1).max(200),
    }),
    output: messagePageSchema,
  },
  /** A message with its replies, from the cache and from the server where that does not hold all of them. */
  'messages:thread': {
    input: z.strictObject({ ...inConversation, messageId: messageIdSchema }),
    output: z.object({
      message: messageSchema,
      replies: z.array(messageSchema),
      /** Whether these are all: without a connection there may be more. */
      complete: z.boolean(),
    }),
  },
  /** Messages by their ids, wherever they are; those that are not here and cannot be had are left out. */
  'messages:get': {
    input: z.strictObject({ ...inSpace, messageIds: z.array(messageIdSchema).min(1).max(GET_MAX_MESSAGES) }),
    output: z.object({ messages: z.array(messageSchema) }),
  },
  /** Looks through what is on this computer, in one conversation or in all that one is in. */
  'messages:search': {
    input: z.strictObject({
      ...inSpace,
      text: z.string().max(20_000),
      conversationId: conversationIdSchema.nullable(),
      before: z.int().nullable(),
      limit: z.int().min(1).max(100),
    }),
    output: foundMessagesSchema,
  },
  'messages:send': {
    input: z.strictObject({
      ...inConversation,
      text: messageTextSchema,
      replyTo: messageIdSchema.optional(),
      /** Forwards this message; `text` is what is known of it here, the server takes what it says there. */
      forwardOf: messageIdSchema.optional(),
    }),
    output: z.object({ clientId: clientIdSchema }),
  },
  'messages:edit': {
    input: z.strictObject({ ...inConversation, target: messageTargetSchema, text: messageTextSchema }),
    output: nothing,
  },
  'messages:delete': {
    input: z.strictObject({ ...inConversation, target: messageTargetSchema }),
    output: nothing,
  },
  /** Does what needs nothing but its request: now where there is a connection, else when there is one again. */
  'outbox:add': {
    input: z.strictObject({
      ...inSpace,
      /** What it concerns, and waits its turn for; `null` for what is one's own. */
      conversationId: conversationIdSchema.nullable(),
      request: queuedRequestSchema,
    }),
    output: z.object({ clientId: clientIdSchema }),
  },
  /** Asks the server what is kept nowhere else; refused with `offline` without a connection. */
  'server:ask': { input: z.strictObject({ ...inSpace, question: questionSchema }), output: z.unknown() },
  'outbox:retry': { input: z.strictObject({ ...inSpace, clientId: clientIdSchema }), output: nothing },
  'outbox:discard': { input: z.strictObject({ ...inSpace, clientId: clientIdSchema }), output: nothing },

  'reads:advance': { input: z.strictObject({ ...inConversation, seq: seqSchema }), output: nothing },
  /** Marks as unread what comes after `seq`. */
  'reads:reset': { input: z.strictObject({ ...inConversation, seq: seqSchema }), output: nothing },
  /** `was` is what the window had of it before: what came from another device since is kept as well. */
  'drafts:save': {
    input: z.strictObject({ ...inConversation, draft: draftContentSchema, was: draftContentSchema }),
    output: nothing,
  },
  'typing:set': { input: z.strictObject({ ...inConversation, typing: z.boolean() }), output: nothing },
  /** Which conversation this window shows; notifications are silent for it while the window has focus. */
  'attention:set': {
    input: z.strictObject({
      spaceId: spaceIdSchema.nullable(),
      conversationId: conversationIdSchema.nullable(),
    }),
    output: nothing,
  },
  /** Streams how a space is doing as `figures.changed`, until told otherwise. For owners and admins. */
  'space:watch': { input: z.strictObject({ ...inSpace, on: z.boolean() }), output: nothing },
  /** Asks where to save a text, and saves it there; `false` when the person thought better of it. */
  'files:save': {
    input: z.strictObject({ name: z.string().min(1).max(200), text: z.string().max(50_000_000) }),
    output: z.object({ saved: z.boolean() }),
  },
  /** Opens http, https and mailto links outside. Anything else is refused (`invalid`). */
  'links:open': { input: z.strictObject({ url: z.string().max(4096) }), output: nothing },
  /** Asks the person for leave to show notifications; refused (`not_found`) in the desktop app, which has it. */
  'browser:askNotifications': { input: z.strictObject({}), output: browserViewSchema },
  /** Makes this tab the one that writes, and another one read; refused (`not_found`) in the desktop app. */
  'browser:takeOver': { input: z.strictObject({}), output: nothing },
  'clipboard:write': { input: z.strictObject({ text: z.string().max(200_000) }), output: nothing },
} as const;

export type AppRequestName = keyof typeof appRequests;
/** What the window passes, and what it is once parsed. */
export type AppInput<N extends AppRequestName> = z.input<(typeof appRequests)[N]['input']>;
export type AppParsedInput<N extends AppRequestName> = z.output<(typeof appRequests)[N]['input']>;
export type AppOutput<N extends AppRequestName> = z.infer<(typeof appRequests)[N]['output']>;

/** What comes back over IPC: never a raw throw, never `undefined`. `message` is English, for people and logs. */
export type Result<T> = { ok: true; data: T } | { ok: false; error: AppError };
/** `keys` comes with `untrusted`. */
export type AppError = { code: AppErrorCode; message: string; keys?: KeyMismatch };

export const appErrorCodes = [
  /** The input did not parse: a fault of the window's. */
  'invalid',
  /** Refused by the server, with the server's own message. */
  'unauthorized',
  'forbidden',
  'not_found',
  'conflict',
  'rate_limited',
  /** No server at that address, or none that speaks Parley. */
  'unreachable',
  'not_parley',
  'client_too_old',
  'server_too_old',
  /** Another space than before answers at that address (S11). */
  'different_space',
  /** The server's key is not the one it has to be, or nobody has vouched for it. */
  'untrusted',
  /** Needs the server, and there is no connection. */
  'offline',
  /** This computer is in that space already. */
  'already_joined',
  /** Another tab of this browser is the one that writes. */
  'read_only',
  /** Another tab of this browser holds on to what is kept here, or the browser's storage does not answer. */
  'held_elsewhere',
  'hosting',
  'port_taken',
  /** Another Parley on this computer runs that space. */
  'folder_locked',
  /** No room is left on this computer's disk. */
  'full',
  /** The file is not a backup of a space, or is damaged. */
  'not_a_backup',
  'internal',
] as const;
export type AppErrorCode = (typeof appErrorCodes)[number];

/** What the window is given to talk to the app with, whether over IPC or, in a browser, in the page. */
export type AppApi = {
  call<N extends AppRequestName>(name: N, input: AppInput<N>): Promise<Result<AppOutput<N>>>;
  /** Subscribes to everything that changes; returns a function that ends it. */
  onDeltas(listener: (deltas: Delta[]) => void): () => void;
};
