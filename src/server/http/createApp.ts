import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type ErrorCode, RequestError } from '../../shared/protocol/errors.ts';
import {
  type Health,
  loginPayloadSchema,
  provePayloadSchema,
  refreshPayloadSchema,
  registerPayloadSchema,
  routes,
  type SocketHealth,
} from '../../shared/protocol/http.ts';
import type { Auth } from '../auth/createAuth.ts';
import type { Log } from '../log.ts';
import { addWebRoutes } from '../pages/addWebRoutes.ts';
import type { WebFiles } from '../pages/readWebFiles.ts';
import { addNotifyRoutes, type NotifyOptions } from './addNotifyRoutes.ts';
import { addressFrom } from './callers.ts';
import type { ReadableMetrics } from './createMetrics.ts';
import { loggedPath } from './loggedPath.ts';
import type { Origins } from './origins.ts';
import { type Env, parseBody } from './parseBody.ts';

const statusOf: Record<ErrorCode, ContentfulStatusCode> = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  busy: 503,
  shutting_down: 503,
  storage_full: 507,
  internal: 500,
};

export type AppOptions = {
  auth: Auth;
  notifying: NotifyOptions;
  health(): Promise<Health>;
  socketHealth(): SocketHealth;
  metrics: Pick<ReadableMetrics, 'read' | 'contentType'>;
  origins: Origins;
  /** The web client; empty where none is served. */
  web: WebFiles;
  /** Whether a proxy on this computer says where requests come from. */
  behindProxy: boolean;
  maxBodyBytes: number;
  log: Log;
};

/** Everything but sockets: who answers here, how it does, accounts, and the web client. */
export function createApp(options: AppOptions): Hono<Env> {
  const { auth, metrics, origins, maxBodyBytes, log } = options;
  const app = new Hono<Env>();
  app.use('*', async (context, next) => {
    const begunAt = performance.now();
    const remote = context.env.incoming.socket.remoteAddress ?? '';
    context.set('address', addressFrom(remote, context.req.header('X-Forwarded-For'), options.behindProxy));
    await next();
    const { method } = context.req;
    const path = loggedPath(context.req.path);
    const ms = Math.round(performance.now() - begunAt);
    log.debug({ method, path, status: context.res.status, ms }, 'An HTTP request was answered.');
    context.header('X-Content-Type-Options', 'nosniff');
    // Files say themselves how long they hold, and which of all this a page may do.
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
    if (!context.res.headers.has('Content-Security-Policy'))
      context.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  });
  if (origins.listed.length > 0)
    app.use('*', cors({ origin: origins.listed, allowMethods: ['GET', 'POST'], maxAge: 600 }));
  app.use('/api/*', async (context, next) => {
    const origin = context.req.header('Origin');
    // A page need not be able to read an answer to do harm by asking.
    if (origin !== undefined && !origins.allows(origin, context.req.header('Host')))
      throw new RequestError('forbidden', 'Pages of this origin are not let in.');
    await next();
  });
  const onError = () => {
    throw new RequestError('invalid', `The body is longer than ${maxBodyBytes} bytes.`);
  };
  app.use('/api/*', bodyLimit({ maxSize: maxBodyBytes, onError }));

  app.get(routes.health, async (context) => context.json(await options.health()));
  app.get(routes.socketHealth, (context) => context.json(options.socketHealth()));
  app.get(routes.metrics, async (context) => {
    context.header('Content-Type', metrics.contentType);
    return context.body(await metrics.read());
  });
  app.post(routes.register, async (context) =>
    context.json(
      await auth.register(await parseBody(context, registerPayloadSchema), context.get('address')),
      201,
    ),
  );
  app.post(routes.login, async (context) =>
    context.json(await auth.login(await parseBody(context, loginPayloadSchema), context.get('address'))),
  );
  app.post(routes.refresh, async (context) =>
    context.json(await auth.refresh(await parseBody(context, refreshPayloadSchema), context.get('address'))),
  );
  app.post(routes.logout, async (context) => {
    await auth.logout(await parseBody(context, refreshPayloadSchema), context.get('address'));
    return context.body(null, 204);
  });
  app.post(routes.prove, async (context) =>
    context.json(await auth.prove(await parseBody(context, provePayloadSchema), context.get('address'))),
  );

  addNotifyRoutes(app, options.notifying);

  addWebRoutes(app, { files: options.web, origins });

  app.notFound((context) => {
    const isPage = !context.req.path.startsWith('/api/') && /^(GET|HEAD)$/.test(context.req.method);
    if (isPage) return context.text('There is nothing here.\n', 404);
    return fail(context, new RequestError('not_found', 'There is nothing here.'));
  });
  app.onError((error, context) => {
    if (error instanceof RequestError) return fail(context, error);
    // Whoever hangs up within a request, or sends more than there may be, is no fault of the server's.
    if (!context.env.incoming.complete)
      return fail(context, new RequestError('invalid', 'The request did not come whole.'));
    log.error({ err: error, path: loggedPath(context.req.path) }, 'An HTTP request failed.');
    return fail(context, new RequestError('internal', 'Something went wrong in the server.'));
  });
  return app;
}

function fail(context: Context<Env>, { code, message, retryAfterMs }: RequestError): Response {
  if (retryAfterMs !== undefined) context.header('Retry-After', String(Math.ceil(retryAfterMs / 1000)));
  return context.json({ error: { code, message } }, statusOf[code]);
}
