import { z } from 'zod';
import { conversationIdSchema, messageIdSchema, spaceIdSchema } from '../../shared/model/ids.ts';

/** What a browser's notification carries as its `data`: where a click on it leads, as `Destination` of the client says. */
export const shownDataSchema = z.object({
  /** What the app that showed it knows it by; one that has begun since does not. */
  id: z.string(),
  spaceId: spaceIdSchema,
  leadsTo: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('place'),
      conversationId: conversationIdSchema,
      messageId: messageIdSchema.nullable(),
    }),
    z.object({ kind: z.literal('url'), url: z.string() }),
    z.object({ kind: z.literal('bell') }),
  ]),
});
export type ShownData = z.infer<typeof shownDataSchema>;

/**
 * What the service worker posts to the page that it brings to the front, as a `message` of `navigator.serviceWorker`.
 * It passes on the `data` of the notification as it found it, so that it needs no schemas itself; the page parses this.
 * What leads to an address outside the service worker opens by itself.
 */
export const clickedSchema = z.object({ type: z.literal('notification.clicked'), data: shownDataSchema });
export type Clicked = z.infer<typeof clickedSchema>;
