import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import { parseUntrusted } from '../../shared/model/parseUntrusted.ts';
import { refusalCodeSchema } from '../../shared/protocol/errors.ts';
import { healthSchema, httpErrorSchema, routes, sessionSchema } from '../../shared/protocol/http.ts';
import {
  acknowledgementSchema,
  type Reply,
  type RequestName,
  replySchema,
} from '../../shared/protocol/requests.ts';
import { signalSchema } from '../../shared/protocol/signals.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type {
  Failure,
  Link,
  LinkEnd,
  LinkListener,
  Met,
  Outcome,
  Transport,
  Untrusted,
} from './Transport.ts';
import { trustErrorIn } from './TrustError.ts';
import { createWatchSocket } from './watchSocket.ts';

/** Milliseconds after which an unanswered request or attempt to connect counts as lost. */
const ANSWER_TIMEOUT_MS = 15_000;

/**
 * One HTTP exchange, as the platform does it: `fetch` of the Fetch Standard (https://fetch.spec.whatwg.org)
 * given up after `timeoutMs`. It rejects when no answer came; with `TrustError` where the server's key was not the one that it has to be.
 */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; timeoutMs: number },
) => Promise<{ ok: boolean; status: number; json(): Promise<unknown> }>;

const unreachable = (message: string): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { kind: 'unreachable', message },
});
const notParley = (message: string): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { kind: 'not_parley', message },
});

/** What Socket.IO is given to open a socket to an address with; nothing where the platform sees to that. */
export type SocketOptions = (address: string) => object;

/** Reaches real servers: HTTP for who and whether, Socket.IO for all else (DESIGN §4). */
export function createSocketTransport(fetch: Fetch, socketOptions: SocketOptions = () => ({})): Transport {
  async function ask<T>(url: string, body: unknown, answer: z.ZodType<T>): Promise<Met<T>> {
    try {
      const response = await fetch(url, {
        method: body === undefined ? 'GET' : 'POST',
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        timeoutMs: ANSWER_TIMEOUT_MS,
      });
      const content = response.status === 204 ? null : await response.json();
      return response.ok ? parsed(answer, content) : refused(response.status, content);
    } catch (error) {
      const untrusted = untrustedIn(error);
      if (untrusted !== undefined) return { ok: false, failure: untrusted };
      // A SyntaxError is an answer that is not JSON; everything else `fetch` throws is the network.
      return error instanceof SyntaxError ? notParley('the answer is not JSON') : unreachable(reason(error));
    }
  }

  return {
    health: (address) => ask(address + routes.health, undefined, healthSchema),
    register: (address, payload) => ask(address + routes.register, payload, sessionSchema),
    login: (address, payload) => ask(address + routes.login, payload, sessionSchema),
    refresh: (address, refreshToken) => ask(address + routes.refresh, { refreshToken }, sessionSchema),
    logout: (address, refreshToken) => ask(address + routes.logout, { refreshToken }, z.null()),
    open: (address, accessToken, listener) =>
      openLink(address, accessToken, listener, socketOptions(address)),
  };
}

function untrustedIn(error: unknown): Untrusted | undefined {
  const found = trustErrorIn(error);
  return found && { kind: 'untrusted', expected: found.expected, presented: found.presented };
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function parsed<T>(schema: z.ZodType<T>, content: unknown): Outcome<T> {
  const result = parseUntrusted(schema, content);
  return result.success ? { ok: true, data: result.data } : notParley(z.prettifyError(result.error));
}

function refused(status: number, content: unknown): { ok: false; failure: Failure } {
  const body = parseUntrusted(httpErrorSchema, content);
  if (!body.success) return notParley(`answered ${status}`);
  const retryable = status === 429 || status >= 500;
  return { ok: false, failure: { kind: 'refused', error: { ...body.data.error, retryable } } };
}

/** `connect_error` of Socket.IO: what a server's middleware refused carries `data`; what the network did does not. */
const refusalSchema = z.object({ data: z.object({ code: refusalCodeSchema }) });

function openLink(address: string, accessToken: string, listener: LinkListener, options: object): Link {
  const socket = io(address, {
    ...options,
    auth: { token: accessToken, protocol: PROTOCOL_VERSION },
    // One link is one socket: reconnecting, with a fresh token and a fresh sync, is the engine's.
    reconnection: false,
    forceNew: true,
    transports: ['websocket'],
    timeout: ANSWER_TIMEOUT_MS,
  });
  let over = false;
  const unanswered = new Set<(end: LinkEnd) => void>();

  function end(why: LinkEnd): void {
    if (over) return;
    over = true;
    socket.removeAllListeners();
    socket.disconnect();
    for (const give of unanswered) give(why);
    unanswered.clear();
    listener.onEnd(why);
  }

  socket.on('connect', () => listener.onOpen());
  socket.on('connect_error', (error) => {
    const refusal = parseUntrusted(refusalSchema, error);
    if (refusal.success) end({ kind: 'refused', code: refusal.data.data.code });
    else end(untrustedIn(error) ?? { kind: 'lost', message: error.message });
  });
  socket.on('disconnect', (why) => end({ kind: 'lost', message: why }));
  socket.on('events', (events: unknown) => listener.onEvents(Array.isArray(events) ? events : []));
  socket.on('signals', (signals: unknown) => listener.onSignals(knownSignals(signals)));

  return {
    request: (name, payload) =>
      new Promise((resolve) => {
        if (over) return resolve(unreachable('the connection is closed'));
        const lost = (why: LinkEnd) => resolve(unreachable(reasonOf(why)));
        unanswered.add(lost);
        send(socket, name, payload, (error, answer) => {
          if (!unanswered.delete(lost)) return;
          if (error === null) return resolve(interpret(name, answer));
          lost({ kind: 'lost', message: 'the server did not answer' });
          end({ kind: 'lost', message: 'the server did not answer' });
        });
      }),
    watch: createWatchSocket(socket),
    notify: (name, payload) => void (over || socket.volatile.emit(name, payload)),
    close: () => end({ kind: 'lost', message: 'closed' }),
  };
}

const reasonOf = (why: LinkEnd): string =>
  why.kind === 'lost' ? why.message : `the connection was refused: ${'code' in why ? why.code : why.kind}`;

function send(
  socket: Socket,
  name: string,
  payload: unknown,
  done: (error: Error | null, answer: unknown) => void,
) {
  socket.timeout(ANSWER_TIMEOUT_MS).emit(name, payload, done);
}

/** Turns an acknowledgement into an outcome; one that is not of the protocol's form is a fault of the server's. */
export function interpret<N extends RequestName>(name: N, answer: unknown): Outcome<Reply<N>> {
  const acknowledgement = parseUntrusted(acknowledgementSchema, answer);
  if (!acknowledgement.success)
    return notParley(`${name} was answered with something else than an acknowledgement`);
  const { data } = acknowledgement;
  return data.ok
    ? parsed(replySchema(name), data.data)
    : { ok: false, failure: { kind: 'refused', error: data.error } };
}

/** Signals of a kind this build does not know are left out (S16). */
function knownSignals(signals: unknown) {
  if (!Array.isArray(signals)) return [];
  return signals.flatMap((signal) => {
    const result = parseUntrusted(signalSchema, signal);
    return result.success ? [result.data] : [];
  });
}
