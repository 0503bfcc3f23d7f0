import { TLSSocket } from 'node:tls';
import type { Context, Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { pages } from '../../shared/protocol/http.ts';
import type { Origins } from '../http/origins.ts';
import type { Env } from '../http/parseBody.ts';
import { OPENER_POLICY, openerPolicy, pageHeaders } from './pageHeaders.ts';
import { type Encoding, encodings, type WebFile, type WebFiles } from './readWebFiles.ts';

export type WebOptions = { files: WebFiles; origins: Origins };

const NOT_BUILT = `This is a Parley space, and it serves no web client: there is none built here.
Join it from the app, or let whoever runs it call "npm run build" and start it again.
`;

/**
 * What a 304 says of a file, it says of the one that the browser holds from then on
 * (https://www.rfc-editor.org/rfc/rfc9111#section-3.2): the policy for what is no page would be the page's.
 */
const KEPT_HEADERS = [...RETAINED_304_HEADERS, ...Object.keys(pageHeaders), OPENER_POLICY];

/**
 * The web client. What is asked for is looked up among the files that were read at the start, never on the disk. A page
 * is given to who asked by a name of this space's alone: any other name may be somebody else's, made to lead here, whose
 * own pages could then look into this one (DNS rebinding).
 */
export function addWebRoutes(app: Hono<Env>, { files, origins }: WebOptions): void {
  const page = files.get(pages.home);
  const unlessHeld = etag({ retainedHeaders: KEPT_HEADERS });
  app.use(pages.home, unlessHeld);
  app.use(pages.join, unlessHeld);
  const answer = (context: Context<Env>, file: WebFile | undefined) => {
    const host = context.req.header('Host');
    if (host === undefined || !origins.names(host)) return context.text(misdirected(host), 421);
    if (file === undefined) return context.text(NOT_BUILT, 404);
    const isEncrypted = context.env.incoming.socket instanceof TLSSocket;
    return send(context, file, openerPolicy({ host, isEncrypted, origins: origins.listed }));
  };
  app.get(pages.home, (context) => answer(context, page));
  app.get(pages.join, (context) => answer(context, page));
  for (const [path, file] of files) {
    if (file === page) continue;
    app.get(path, unlessHeld, (context) => answer(context, file));
  }
}

const misdirected = (host: string | undefined): string =>
  `This is a Parley space, and ${host === undefined ? 'it was asked for by no name' : `not known as ${host}`}.
Open it by its address, or let whoever runs it name this one with --origins.
`;

function send(context: Context<Env>, file: WebFile, more: Record<string, string>): Response {
  const { type, cacheControl, tag, body, packed } = file;
  const encoding = packed.size === 0 ? 'identity' : encodingFor(context);
  const sent = encoding === 'identity' ? undefined : packed.get(encoding);
  for (const [name, value] of Object.entries({ ...pageHeaders, ...more })) context.header(name, value);
  context.header('Content-Type', type);
  context.header('Cache-Control', cacheControl);
  context.header('ETag', sent === undefined ? `"${tag}"` : `"${tag}-${encoding}"`);
  if (packed.size > 0) context.header('Vary', 'Accept-Encoding', { append: true });
  if (sent !== undefined) context.header('Content-Encoding', encoding);
  context.header('Content-Length', String((sent ?? body).length));
  return context.body(sent ?? body);
}

/** The best that the browser takes, by our order: it has been packed already, so that the smaller one costs no more. */
function encodingFor(context: Context<Env>): Encoding | 'identity' {
  const chosen = accepts(context, {
    header: 'Accept-Encoding',
    supports: Object.keys(encodings),
    default: 'identity',
    match: (accepted, { supports, default: none }) =>
      supports.find((name) => accepted.some(({ type, q }) => type.toLowerCase() === name && q > 0)) ?? none,
  });
  return chosen === 'br' || chosen === 'gzip' ? chosen : 'identity';
}
