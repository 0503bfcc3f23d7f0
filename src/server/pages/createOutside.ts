import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pages } from '../../shared/protocol/http.ts';
import type { Origins } from '../http/origins.ts';
import { certificateFingerprint } from '../tls/Identity.ts';
import type { Tls } from '../tls/openTls.ts';
import { explainingHeaders, explainingPage } from './explainingPage.ts';

export type OutsideOptions = {
  tls: Pick<Tls, 'identity' | 'pin'>;
  origins: Origins;
  name(): string;
  /** So long, in milliseconds, a connection may take to be told. */
  waitMs: number;
};

/** What each answer is sent with; `Upgrade` says what is wanted instead (RFC 9110 §15.5.22). */
const COMMON = { Connection: 'close', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
const CLOSED = "default-src 'none'; frame-ancestors 'none'";
const TLS_REQUIRED = {
  error: {
    code: 'tls_required',
    message: 'This space is reached over TLS from other computers: ask again over https.',
  },
};
/** An invite's link; anything else goes on to the page itself. */
const JOIN = new RegExp(`^${pages.join.replace(':code', '[^/?#]+')}$`);

/**
 * Takes connections of other computers that speak plain HTTP to a server that has TLS. A person's browser is told where to go on, and
 * why it will be warned; anything else that it has to be TLS. Whatever is asked for, a token or a socket with it, goes no
 * further than here.
 */
export function createOutside(options: OutsideOptions): (socket: Socket) => void {
  const server = createServer((request, response) => {
    // What follows is of no interest, but has to be read for the answer to arrive.
    request.resume();
    if (isForPage(request)) answerPage(options, request, response);
    else refuse(response);
  });
  return (socket) => {
    // Nobody needs longer for being told no, whatever they say meanwhile.
    const timer = setTimeout(() => socket.destroy(), options.waitMs);
    socket.once('close', () => clearTimeout(timer));
    server.emit('connection', socket);
  };
}

function isForPage({ method = '', url = '', headers }: IncomingMessage): boolean {
  const isAsked = /^(GET|HEAD)$/.test(method) && /\btext\/html\b/i.test(headers.accept ?? '');
  return isAsked && !/^\/(api|socket\.io)\//.test(url);
}

function answerPage(
  { tls, origins, name }: OutsideOptions,
  { url = '/', headers: { host } }: IncomingMessage,
  response: ServerResponse,
): void {
  const { identity } = tls;
  if (host === undefined || !origins.names(host)) {
    const text = { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Security-Policy': CLOSED };
    response
      .writeHead(421, { ...COMMON, ...text })
      .end('This is a Parley space, and not known by this name.\n');
    return;
  }
  const address = secureAddress(host, url);
  if (!identity.isSelfMade) {
    // For now, not for ever: whoever runs it may go back.
    response.writeHead(307, { ...COMMON, 'Content-Security-Policy': CLOSED, Location: address.href }).end();
    return;
  }
  const certificate = certificateFingerprint(identity.shown.certificate);
  response
    .writeHead(200, { ...COMMON, ...explainingHeaders })
    .end(explainingPage({ name: name(), address, certificate, pin: tls.pin() }));
}

/** The same over TLS: the same port too, which is 80 where a browser names none. */
function secureAddress(host: string, url: string): URL {
  const { hostname, port } = new URL(`http://${host}`);
  const [path = '/'] = url.split('?');
  return new URL(JOIN.test(path) ? path : pages.home, `https://${hostname}:${port || '80'}`);
}

function refuse(response: ServerResponse): void {
  response.writeHead(426, {
    ...COMMON,
    Connection: 'Upgrade, close',
    Upgrade: 'TLS/1.2, HTTP/1.1',
    'Content-Type': 'application/json',
    'Content-Security-Policy': CLOSED,
  });
  response.end(JSON.stringify(TLS_REQUIRED));
}
