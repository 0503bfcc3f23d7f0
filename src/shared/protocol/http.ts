import { z } from 'zod';
import {
  conversationIdSchema,
  epochSchema,
  incarnationSchema,
  spaceIdSchema,
  userIdSchema,
} from '../model/ids.ts';
import { announcedSchema } from '../model/notification.ts';
import {
  displayNameSchema,
  knownNameSchema,
  lineSchema,
  passwordSchema,
  usernameSchema,
} from '../model/text.ts';
import { pinSchema } from '../model/trust.ts';
import { userSchema } from '../model/user.ts';

/** Who may make an account: everyone, or who has an invite. */
export const registrationSchema = z.enum(['open', 'invite']);
export type Registration = z.infer<typeof registrationSchema>;

/** `GET /health`: readable without signing in, so that a client knows whom it talks to before it says who it is (S11). */
export const healthSchema = z.object({
  status: z.literal('ok'),
  name: knownNameSchema,
  spaceId: spaceIdSchema,
  epoch: epochSchema,
  incarnation: incarnationSchema,
  version: z.string(),
  protocol: z.int(),
  connections: z.int(),
  uptimeSeconds: z.number(),
  /** Whether nobody has an account yet: the first one will own the space. */
  isNew: z.boolean().default(false),
  registration: registrationSchema.default('invite'),
  /** The server's public key; `null` where it speaks plain HTTP. Said by itself it vouches for nothing. */
  pin: pinSchema.nullable().default(null),
});
export type Health = z.infer<typeof healthSchema>;

/** What the device says it is, for the list of where one is signed in. */
const deviceSchema = lineSchema(100).optional();

export const registerPayloadSchema = z.strictObject({
  username: usernameSchema,
  displayName: displayNameSchema,
  password: passwordSchema,
  /** An invite code, or the setup code for the first account of a guarded space. */
  invite: z.string().min(1).max(200).optional(),
  device: deviceSchema,
});
export type RegisterPayload = z.infer<typeof registerPayloadSchema>;

/** Deliberately looser than registration: what cannot be a name or password is simply wrong, not malformed. */
export const loginPayloadSchema = z.strictObject({
  username: z.string().min(1).max(256),
  password: z.string().min(1).max(1024),
  device: deviceSchema,
});
export type LoginPayload = z.infer<typeof loginPayloadSchema>;

export const refreshPayloadSchema = z.strictObject({ refreshToken: z.string().min(1).max(512) });
export type RefreshPayload = z.infer<typeof refreshPayloadSchema>;

/** What registering, signing in and refreshing answer. `expiresIn` is the access token's life in seconds. */
export const sessionSchema = z.object({
  user: userSchema,
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresIn: z.int(),
});
export type Session = z.infer<typeof sessionSchema>;

/** The body of every HTTP answer that is not a success. */
export const httpErrorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** The API's routes; the shapes they take and give are beside this table. */
export const routes = {
  health: '/health',
  metrics: '/metrics',
  register: '/api/auth/register',
  login: '/api/auth/login',
  refresh: '/api/auth/refresh',
  /** `POST {refreshToken}` → 204: ends the session on the server. */
  logout: '/api/auth/logout',
  /** `POST {nonce}`: the server proves which spoken codes it knows, saying none. */
  prove: '/api/invite/prove',
  /** `POST` with an admin's access token or a service token: to one person, and without an id to several or a conversation. */
  notifyOne: '/api/notify/:userId',
  notify: '/api/notify',
  /** The same to everyone. */
  announce: '/api/announce',
  /** Connections and rooms, besides what `health` says. */
  socketHealth: '/api/socket/health',
} as const;

/** The web client, where a space serves it: the same page at both. The second is how an invite is passed on. */
export const pages = { home: '/', join: '/join/:code' } as const;

/** `id` makes it idempotent: a repeat with the same one notifies nobody again. */
const notifying = { ...announcedSchema.shape, id: z.uuid().optional() };

/** `POST /api/notify/:userId` and `POST /api/announce`. */
export const notifyOnePayloadSchema = z.strictObject(notifying);
/** `POST /api/notify`: several people, or all who are in a conversation. */
export const notifyPayloadSchema = z
  .strictObject({
    ...notifying,
    userIds: z.array(userIdSchema).min(1).max(1000).optional(),
    conversationId: conversationIdSchema.optional(),
  })
  .refine(
    ({ userIds, conversationId }) => (userIds === undefined) !== (conversationId === undefined),
    'either userIds or conversationId must be given',
  );
/** How many people were notified. */
export const notifiedSchema = z.object({ notified: z.int() });

/** `POST /api/invite/prove`: what the client chose at random for this once, 16 bytes or more, in base64url. */
export const provePayloadSchema = z.strictObject({ nonce: z.base64url().min(22).max(88) });
export type ProvePayload = z.infer<typeof provePayloadSchema>;
/**
 * One proof for each spoken code that is good just now. With `key = scrypt(code, salt, 32 bytes; N, r, p)` it is
 * `HMAC-SHA-256(key, proofText(pin, nonce))`, everything in base64url. `code` is taken as `normalizeCode` gives it; both are in
 * `model/spokenCode.ts`.
 */
export const provedSchema = z.object({
  scrypt: z.object({ N: z.int(), r: z.int(), p: z.int() }),
  proofs: z.array(z.object({ salt: z.base64url(), proof: z.base64url() })).max(16),
});
export type Proved = z.infer<typeof provedSchema>;

/** `GET /api/socket/health`. */
export const socketHealthSchema = z.object({ status: z.literal('ok'), connections: z.int(), rooms: z.int() });
export type SocketHealth = z.infer<typeof socketHealthSchema>;
