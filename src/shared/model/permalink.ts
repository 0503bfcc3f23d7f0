import { z } from 'zod';
import { conversationIdSchema, messageIdSchema, spaceIdSchema } from './ids.ts';

/** The app's own scheme, with which links outside it lead back into it. */
export const PERMALINK_SCHEME = 'parley';

const placeSchema = z.object({
  spaceId: spaceIdSchema,
  conversationId: conversationIdSchema,
  messageId: messageIdSchema,
});
/** The message that a permalink leads to. */
export type MessagePlace = z.infer<typeof placeSchema>;

const FORM = /^parley:\/\/message\/([0-9a-f-]{36})\/([0-9a-f-]{36})\/([0-9a-f-]{36})$/;

/** `parley://message/<spaceId>/<conversationId>/<messageId>`: it names a message and gives no access to it. */
export const permalinkOf = ({ spaceId, conversationId, messageId }: MessagePlace): string =>
  `${PERMALINK_SCHEME}://message/${spaceId}/${conversationId}/${messageId}`;

/** The message that a link leads to; `undefined` for anything but exactly what `permalinkOf` makes. */
export function parsePermalink(url: string): MessagePlace | undefined {
  const [, spaceId, conversationId, messageId] = FORM.exec(url) ?? [];
  return placeSchema.safeParse({ spaceId, conversationId, messageId }).data;
}
