import { z } from 'zod';
import { type ConversationId, conversationIdSchema, type UserId, userIdSchema } from './ids.ts';

/**
 * A stream is an ordered log of durable events (S1): the space's `directory`, one `user:<id>` for each
 * person and one `conversation:<id>` for each conversation.
 */
export type Stream = 'directory' | `user:${UserId}` | `conversation:${ConversationId}`;

/** What a stream's name says, taken apart. */
export type StreamParts =
  | { kind: 'directory' }
  | { kind: 'user'; userId: UserId }
  | { kind: 'conversation'; conversationId: ConversationId };

export const directoryStream = 'directory' satisfies Stream;
export const userStream = (userId: UserId): Stream => `user:${userId}`;
export const conversationStream = (conversationId: ConversationId): Stream =>
  `conversation:${conversationId}`;

/** Takes a stream's name apart; `undefined` for anything that is not one. */
export function parseStream(name: string): StreamParts | undefined {
  if (name === 'directory') return { kind: 'directory' };
  const colon = name.indexOf(':');
  const id = name.slice(colon + 1);
  switch (name.slice(0, colon)) {
    case 'user': {
      const userId = userIdSchema.safeParse(id);
      return userId.success ? { kind: 'user', userId: userId.data } : undefined;
    }
    case 'conversation': {
      const conversationId = conversationIdSchema.safeParse(id);
      return conversationId.success
        ? { kind: 'conversation', conversationId: conversationId.data }
        : undefined;
    }
    default:
      return undefined;
  }
}

export const streamSchema = z.custom<Stream>(
  (value) => typeof value === 'string' && parseStream(value) !== undefined,
  'must be "directory", "user:<id>" or "conversation:<id>"',
);
