import type { Context, Hono } from 'hono';
import { userIdSchema } from '../../shared/model/ids.ts';
import { RequestError } from '../../shared/protocol/errors.ts';
import { notifyOnePayloadSchema, notifyPayloadSchema, routes } from '../../shared/protocol/http.ts';
import type { Senders } from '../auth/createSenders.ts';
import type { NotifyingStore, Recipients } from '../store/NotifyingStore.ts';
import { type Env, parseBody } from './parseBody.ts';

export type NotifyOptions = { senders: Senders; store: Pick<NotifyingStore, 'notify'> };

/** What programs and admins tell people over HTTP. Who asks is known before anything else is looked at. */
export function addNotifyRoutes(app: Hono<Env>, { senders, store }: NotifyOptions): void {
  const senderOf = (context: Context<Env>) =>
    senders.identify(context.req.header('Authorization'), context.get('address'));

  app.post(routes.notifyOne, async (context) => {
    const sender = await senderOf(context);
    const said = await parseBody(context, notifyOnePayloadSchema);
    const userId = userIdSchema.safeParse(context.req.param('userId'));
    if (!userId.success) throw new RequestError('not_found', 'There is no such person in this space.');
    const recipients: Recipients = { kind: 'people', userIds: [userId.data] };
    return context.json({ notified: await store.notify(sender, recipients, said) }, 201);
  });
  app.post(routes.notify, async (context) => {
    const sender = await senderOf(context);
    const { userIds, conversationId, ...said } = await parseBody(context, notifyPayloadSchema);
    if (conversationId !== undefined) senders.requireToAnnounce(sender);
    const recipients: Recipients =
      conversationId === undefined
        ? { kind: 'people', userIds: userIds ?? [] }
        : { kind: 'conversation', conversationId };
    return context.json({ notified: await store.notify(sender, recipients, said) }, 201);
  });
  app.post(routes.announce, async (context) => {
    const sender = await senderOf(context);
    const said = await parseBody(context, notifyOnePayloadSchema);
    senders.requireToAnnounce(sender);
    return context.json({ notified: await store.notify(sender, { kind: 'everyone' }, said) }, 201);
  });
}
