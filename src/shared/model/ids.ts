import { z } from 'zod';

/**
 * Ids are UUIDs (RFC 9562) in their canonical text form. The server makes version 7 for everything it
 * stores, so that ids sort by birth; what a client makes (`ClientId`) may be of any version.
 */
export const spaceIdSchema = z.uuid().brand('SpaceId');
export const epochSchema = z.uuid().brand('Epoch');
export const incarnationSchema = z.uuid().brand('Incarnation');
export const userIdSchema = z.uuid().brand('UserId');
export const conversationIdSchema = z.uuid().brand('ConversationId');
export const messageIdSchema = z.uuid().brand('MessageId');
export const clientIdSchema = z.uuid().brand('ClientId');

/** One Parley server with its members and conversations. */
export type SpaceId = z.infer<typeof spaceIdSchema>;
/** Born with a server's data; a client whose cached epoch differs starts over (S11). */
export type Epoch = z.infer<typeof epochSchema>;
/** Born with each start of a server; one the server does not know means its data was put back (S11). */
export type Incarnation = z.infer<typeof incarnationSchema>;
export type UserId = z.infer<typeof userIdSchema>;
export type ConversationId = z.infer<typeof conversationIdSchema>;
export type MessageId = z.infer<typeof messageIdSchema>;
/** Made by a client to make a request idempotent: unique together with its author (S5). */
export type ClientId = z.infer<typeof clientIdSchema>;

/** The number of an event in its stream: 1, 2, 3 … without gaps (S1). As a cursor, 0 means "nothing yet". */
export const seqSchema = z.int().min(0);
export type Seq = z.infer<typeof seqSchema>;

/** Milliseconds since 1970-01-01T00:00Z by the server's clock (S7). */
export const timestampSchema = z.int().min(0);
export type Timestamp = z.infer<typeof timestampSchema>;
