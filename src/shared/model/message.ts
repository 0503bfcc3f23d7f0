import { z } from 'zod';
import {
  clientIdSchema,
  conversationIdSchema,
  messageIdSchema,
  seqSchema,
  timestampSchema,
  userIdSchema,
} from './ids.ts';
import { messageTextSchema } from './text.ts';

/**
 * A message as it stood at `changedSeq`. A deleted one keeps its place with an empty text (S4); one
 * record of a message is only ever replaced by another with a higher `changedSeq` (S12).
 */
export const messageSchema = z.object({
  id: messageIdSchema,
  conversationId: conversationIdSchema,
  /** Of the event that created it: its place in the conversation's order (S7). */
  seq: seqSchema,
  /** Of the event that last changed it; equal to `seq` when nothing has. */
  changedSeq: seqSchema,
  authorId: userIdSchema,
  clientId: clientIdSchema,
  text: z.union([messageTextSchema, z.literal('')]),
  mentions: z.array(userIdSchema),
  replyTo: messageIdSchema.nullable(),
  createdAt: timestampSchema,
  editedAt: timestampSchema.nullable(),
  deletedAt: timestampSchema.nullable(),
});
export type Message = z.infer<typeof messageSchema>;
