import { z } from 'zod';
import { draftContentSchema } from '../../shared/model/draft.ts';
import {
  clientIdSchema,
  conversationIdSchema,
  messageIdSchema,
  seqSchema,
  timestampSchema,
  userIdSchema,
} from '../../shared/model/ids.ts';
import { type QueuedRequest, queuedNames } from '../../shared/protocol/passedOn.ts';
import type { DraftRow, OutboxAction, OutboxRow } from './OutboxStore.ts';

/**
 * A request as it was put here: parsed then, and parsed again by the server. Nothing more is asked of it, since what one
 * runtime takes for an emoji or a time zone another may not, and one row must not keep a whole space from opening.
 */
const keptRequestSchema = z.object({
  name: z.enum(queuedNames),
  payload: z.record(z.string(), z.unknown()),
}) as unknown as z.ZodType<QueuedRequest>;

const changeTarget = { messageId: messageIdSchema.nullable(), target: clientIdSchema.nullable() };
export const keptActionSchema: z.ZodType<OutboxAction> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('send'),
    text: z.string(),
    replyTo: messageIdSchema.nullable(),
    forwardOf: messageIdSchema.optional(),
  }),
  z.object({ kind: z.literal('edit'), ...changeTarget, text: z.string() }),
  z.object({ kind: z.literal('delete'), ...changeTarget }),
  z.object({ kind: z.literal('createChannel'), name: z.string(), private: z.boolean() }),
  z.object({ kind: z.literal('createDirect'), userId: userIdSchema }),
  z.object({ kind: z.literal('createGroup'), userIds: z.array(userIdSchema) }),
  z.object({ kind: z.literal('join') }),
  z.object({ kind: z.literal('leave') }),
  z.object({ kind: z.literal('advanceRead'), seq: seqSchema }),
  z.object({ kind: z.literal('resetRead'), seq: seqSchema }),
  z.object({ kind: z.literal('request'), request: keptRequestSchema }),
]);

export const keptRefusalSchema = z.object({ code: z.string(), message: z.string() });

/** A row of the outbox as it is kept where values are kept whole. */
export const keptRowSchema: z.ZodType<OutboxRow> = z.object({
  clientId: clientIdSchema,
  position: z.int(),
  conversationId: conversationIdSchema,
  action: keptActionSchema,
  createdAt: timestampSchema,
  attempted: z.boolean(),
  refusal: keptRefusalSchema.nullable(),
  discarded: z.boolean(),
});

export const keptBaseSchema = draftContentSchema.extend({ revision: seqSchema });
export const keptSentSchema = draftContentSchema.extend({ clientId: clientIdSchema });

/** A draft as it is kept where values are kept whole. */
export const keptDraftSchema: z.ZodType<DraftRow> = draftContentSchema.extend({
  conversationId: conversationIdSchema,
  base: keptBaseSchema,
  sent: keptSentSchema.nullable(),
});
