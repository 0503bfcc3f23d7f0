import { z } from 'zod';
import { conversationSchema, readStateSchema } from '../model/conversation.ts';
import { entrySchema } from '../model/entry.ts';
import {
  epochSchema,
  incarnationSchema,
  type Seq,
  seqSchema,
  spaceIdSchema,
  userIdSchema,
} from '../model/ids.ts';
import { messageSchema } from '../model/message.ts';
import { spaceSchema } from '../model/space.ts';
import { parseStream, type Stream, streamSchema } from '../model/stream.ts';
import { userSchema } from '../model/user.ts';

/** At most this many events in one reply to `sync` (S10). */
export const SYNC_MAX_EVENTS = 500;
/** At most about this many bytes of JSON in one reply to `sync` (S10). */
export const SYNC_MAX_BYTES = 512 * 1024;
/** A cursor further behind than this gets a snapshot (S10). */
export const SYNC_MAX_BEHIND = 20_000;
/** Messages in a conversation's snapshot, at most. */
export const SNAPSHOT_MESSAGES = 50;
/** Messages in one page of `history`, at most. */
export const HISTORY_MAX_LIMIT = 200;

/** The state of a stream at its head; it replaces all that a cache holds of that stream (S10). */
export const snapshotSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('directory'),
    space: spaceSchema,
    users: z.array(userSchema),
    /** The public channels. */
    conversations: z.array(conversationSchema),
  }),
  z.object({
    kind: z.literal('user'),
    memberships: z.array(z.object({ conversation: conversationSchema, read: readStateSchema })),
    entries: z.array(entrySchema),
    /** For a guest, who does not read the directory: those who share a conversation with them, and the space. */
    users: z.array(userSchema).optional(),
    space: spaceSchema.optional(),
  }),
  z.object({
    kind: z.literal('conversation'),
    conversation: conversationSchema,
    memberIds: z.array(userIdSchema),
    /** The newest page in order of seq, as of the head; no message from `fromSeq` on is missing. */
    messages: z.array(messageSchema),
    fromSeq: seqSchema,
    read: readStateSchema,
    entries: z.array(entrySchema),
  }),
]);
export type Snapshot = z.infer<typeof snapshotSchema>;
export type SnapshotOf<K extends Snapshot['kind']> = Extract<Snapshot, { kind: K }>;

function isOf(stream: Stream, snapshot: Snapshot): boolean {
  const parts = parseStream(stream);
  if (parts?.kind !== snapshot.kind) return false;
  return (
    parts.kind !== 'conversation' ||
    snapshot.kind !== 'conversation' ||
    parts.conversationId === snapshot.conversation.id
  );
}

/** One stream's part of a reply to `sync`. */
export const syncedStreamSchema = z
  .object({
    stream: streamSchema,
    /** The last seq of the stream. */
    head: seqSchema,
    /** In order of seq; unparsed here, since an unknown type must not spoil the rest (S16): see `parseEvent`. */
    events: z.array(z.unknown()),
    /** Whether this stream has more than this reply holds: ask again. */
    more: z.boolean(),
    snapshot: snapshotSchema.optional(),
    /** The person may not read it any more: drop it from the cache (S13). */
    gone: z.boolean().optional(),
  })
  .refine(({ stream, snapshot }) => snapshot === undefined || isOf(stream, snapshot), {
    path: ['snapshot'],
    message: 'must be of its stream',
  });
export type SyncedStream = z.infer<typeof syncedStreamSchema>;

type Cursors = Partial<Record<Stream, Seq>>;

/** A packet holds tens of thousands of cursors: the first that is wrong ends the looking, as a record's schema would not. */
const cursorsSchema = z
  .custom<Cursors>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'must be an object',
  )
  .check(({ value, issues }) => {
    for (const [stream, seq] of Object.entries(value)) {
      if (parseStream(stream) !== undefined && seqSchema.safeParse(seq).success) continue;
      issues.push({
        ...{ code: 'custom', input: value, path: [stream.slice(0, 64)] },
        message: 'must be a seq, by the name of a stream',
      });
      return;
    }
  });

export const syncPayloadSchema = z.strictObject({
  epoch: epochSchema.optional(),
  incarnation: incarnationSchema.optional(),
  /** The last seq applied of each stream that the client holds. */
  cursors: cursorsSchema,
});

export const syncReplySchema = z.object({
  spaceId: spaceIdSchema,
  epoch: epochSchema,
  incarnation: incarnationSchema,
  /** The cursors were of another past than the server's (S11): forget the cache, keep the outbox, ask again without cursors. */
  reset: z.boolean(),
  streams: z.array(syncedStreamSchema),
});
export type SyncPayload = z.infer<typeof syncPayloadSchema>;
export type SyncReply = z.infer<typeof syncReplySchema>;
