import { z } from 'zod';
import { conversationIdSchema, messageIdSchema, spaceIdSchema } from './ids.ts';

/** The app's own scheme, with which links outside it lead back into it. */
export const PERMALINK_SCHEME = 'parley';

const placeSchema = z.object({
  spaceId: spaceIdSchema,
  conversationId: conversationIdSchema,
  messageId: messageIdSchema.nullable(),
});
/** What a permalink leads to: a message, or with `null` its conversation as such. */
export type Place = z.infer<typeof placeSchema>;

const FORM =
  /^parley:\/\/(?:message\/([0-9a-f-]{36})\/([0-9a-f-]{36})\/([0-9a-f-]{36})|conversation\/([0-9a-f-]{36})\/([0-9a-f-]{36}))$/;

/**
 * `parley://message/<spaceId>/<conversationId>/<messageId>`, or `parley://conversation/<spaceId>/<conversationId>`: it
 * names a place and gives no access to it.
 */
export const permalinkOf = ({ spaceId, conversationId, messageId }: Place): string =>
  messageId === null
    ? `${PERMALINK_SCHEME}://conversation/${spaceId}/${conversationId}`
    : `${PERMALINK_SCHEME}://message/${spaceId}/${conversationId}/${messageId}`;

/** The place that a link leads to; `undefined` for anything but exactly what `permalinkOf` makes. */
export function parsePermalink(url: string): Place | undefined {
  const [, ofMessage, itsConversation, messageId = null, ofConversation, conversation] = FORM.exec(url) ?? [];
  return placeSchema.safeParse({
    spaceId: ofMessage ?? ofConversation,
    conversationId: itsConversation ?? conversation,
    messageId,
  }).data;
}
