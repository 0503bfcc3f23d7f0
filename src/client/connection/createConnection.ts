import type { ConnectionView } from '../../shared/ipc/views.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { RefusalCode } from '../../shared/protocol/errors.ts';
import type { Signal } from '../../shared/protocol/signals.ts';
import type { Clock } from '../clock.ts';
import { backoff } from './backoff.ts';
import { createSignIn, type Stopped, untrustedView } from './signIn.ts';
import type { Link, LinkEnd, SessionVault, Transport } from './Transport.ts';

export type ConnectionOptions = {
  address: string;
  spaceId: SpaceId;
  transport: Transport;
  vault: SessionVault;
  clock: Clock;
  random(): number;
  onState(state: ConnectionView): void;
  /** A link is open; the last one, if any, has been reported down. */
  onUp(link: Link): void;
  onDown(): void;
  onEvents(events: unknown[]): void;
  onSignals(signals: Signal[]): void;
  onReport(what: string, detail: string): void;
};

/** An attempt older than this may have been under way before the computer slept: asked for anew, it starts over. */
const STALE_ATTEMPT_MS = 2_000;

/** How long `linkSoon` waits for a link that is being opened, in milliseconds. */
const LINK_WAIT_MS = 10_000;

/** What each refusal of a socket leads to; those not listed are worth another try by themselves. */
const STOPS: Partial<Record<RefusalCode, Stopped>> = {
  banned: { status: 'stopped', reason: 'banned' },
  client_too_old: { status: 'stopped', reason: 'client_too_old' },
  server_too_old: { status: 'stopped', reason: 'server_too_old' },
};

export type Connection = ReturnType<typeof createConnection>;

/**
 * Keeps one link to a space's server: signs in, opens it, and does so again after it was lost, for ever,
 * with growing pauses. Only what a person must resolve stops it.
 */
export function createConnection(options: ConnectionOptions) {
  const { transport, address, clock, random } = options;
  const signIn = createSignIn({ ...options, now: clock.now });
  let state: ConnectionView = { status: 'offline', retryAt: null };
  /** The socket being opened or open; `up` tells which. */
  let socket: Link | undefined;
  let up = false;
  let cancelRetry: (() => void) | undefined;
  let failures = 0;
  let freshTokenRefused = false;
  /** Rises whenever what is under way is given up, so that its late answers are told apart. */
  let attempt = 0;
  let attemptedAt = 0;
  /** Its owner is done with it: nothing brings it back. */
  let closed = false;

  /** Called when a link is open, or when there is none to wait for. */
  let waiting: (() => void)[] = [];

  function enter(next: ConnectionView): void {
    state = next;
    options.onState(next);
    if (next.status === 'connecting') return;
    const released = waiting;
    waiting = [];
    for (const release of released) release();
  }

  function retryLater(): void {
    const wait = backoff(failures++, random);
    enter({ status: 'offline', retryAt: clock.now() + wait });
    cancelRetry = clock.after(wait, () => void connect());
  }

  function abandon(): void {
    attempt++;
    cancelRetry?.();
    cancelRetry = undefined;
    const closing = socket;
    const wasUp = up;
    socket = undefined;
    up = false;
    closing?.close();
    if (wasUp) options.onDown();
  }

  async function connect(): Promise<void> {
    if (closed) return;
    abandon();
    const mine = attempt;
    attemptedAt = clock.now();
    enter({ status: 'connecting' });
    const admission = await signIn.admit().catch((error: unknown) => {
      // The vault is the only part that can throw: its file or the keychain is not to be had just now.
      options.onReport('sign-in failed', String(error));
      return { kind: 'unreachable' as const, message: String(error) };
    });
    if (mine !== attempt) return;
    if (admission.kind === 'stopped') enter(admission.stopped);
    else if (admission.kind === 'unreachable') retryLater();
    else open(admission.accessToken, mine);
  }

  function open(accessToken: string, mine: number): void {
    const current = () => mine === attempt;
    const opening = transport.open(address, accessToken, {
      onOpen() {
        if (!current()) return;
        freshTokenRefused = false;
        up = true;
        enter({ status: 'syncing' });
        options.onUp(opening);
      },
      onEvents: (events) => current() && options.onEvents(events),
      onSignals: (signals) => current() && options.onSignals(signals),
      onEnd: (end) => current() && ended(end),
    });
    socket = opening;
  }

  function ended(end: LinkEnd): void {
    socket = undefined;
    abandon();
    if (end.kind === 'lost') freshTokenRefused = false;
    const stopped = end.kind === 'refused' ? STOPS[end.code] : undefined;
    if (stopped !== undefined) enter(stopped);
    else if (end.kind === 'untrusted') enter(untrustedView(end));
    else if (end.kind === 'lost' || end.code === 'shutting_down') retryLater();
    else tokenRefused();
  }

  /** The access token expired or was signed with another key: the refresh token decides, once. */
  function tokenRefused(): void {
    signIn.forget();
    if (freshTokenRefused) {
      enter({ status: 'stopped', reason: 'signed_out' });
      return;
    }
    freshTokenRefused = true;
    void connect();
  }

  return {
    state: (): ConnectionView => state,
    /** The open link, if there is one. */
    link: (): Link | undefined => (up ? socket : undefined),

    /** The open link; one that is being opened is waited for. */
    async linkSoon(): Promise<Link | undefined> {
      if (state.status === 'connecting') {
        await new Promise<void>((resolve) => {
          const cancel = clock.after(LINK_WAIT_MS, resolve);
          waiting.push(() => {
            cancel();
            resolve();
          });
        });
      }
      return up ? socket : undefined;
    },

    /** An access token that is good for now; `undefined` where none is to be had. */
    async accessToken(): Promise<string | undefined> {
      const admission = await signIn.admit();
      return admission.kind === 'admitted' ? admission.accessToken : undefined;
    },

    /** Connects at once unless that is under way or done already. */
    connectNow(): void {
      const underWay = socket !== undefined || state.status === 'connecting';
      if (up || (underWay && clock.now() - attemptedAt < STALE_ATTEMPT_MS)) return;
      failures = 0;
      void connect();
    },

    /** Opens a new link at once: the one there is does not answer. */
    restart(): void {
      if (state.status !== 'stopped') void connect();
    },

    /** Gives up the link and opens another after a pause: what came over it could not be used. */
    startOver(): void {
      if (closed || state.status === 'stopped') return;
      abandon();
      retryLater();
    },

    /** Begins anew with the refresh token that is in the vault now. */
    signedIn(): void {
      signIn.forget();
      freshTokenRefused = false;
      failures = 0;
      void connect();
    },

    /** What was missed has been fetched. */
    markSynced(): void {
      failures = 0;
      if (up && state.status === 'syncing') enter({ status: 'online' });
    },

    /** Ends the link until a person does something about the reason. */
    stop(reason: Exclude<Stopped['reason'], 'untrusted'>): void {
      if (closed) return;
      abandon();
      if (reason === 'signed_out') signIn.signOut();
      enter({ status: 'stopped', reason });
    },

    /** Ends the link for good. */
    close(): void {
      closed = true;
      abandon();
      enter({ status: 'offline', retryAt: null });
    },
  };
}
