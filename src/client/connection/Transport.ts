import type { Figures } from '../../shared/model/running.ts';
import type { KeyMismatch } from '../../shared/model/trust.ts';
import type { RefusalCode, WireError } from '../../shared/protocol/errors.ts';
import type { Health, LoginPayload, RegisterPayload, Session } from '../../shared/protocol/http.ts';
import type {
  NoticeName,
  NoticePayload,
  Payload,
  Reply,
  RequestName,
} from '../../shared/protocol/requests.ts';
import type { Signal } from '../../shared/protocol/signals.ts';

/** Why something asked of a server came to nothing. `unreachable` says nothing about whether it was done. */
export type Failure =
  | { kind: 'unreachable'; message: string }
  /** Something answered, but not with what this protocol says. */
  | { kind: 'not_parley'; message: string }
  | { kind: 'refused'; error: WireError };

/** The server showed a key that is not the one it has to have, and nothing was said to it. */
export type Untrusted = { kind: 'untrusted' } & KeyMismatch;

export type Outcome<T, F = Failure> = { ok: true; data: T } | { ok: false; failure: F };
/** What comes of an exchange that begins with finding out whose key the server has. */
export type Met<T> = Outcome<T, Failure | Untrusted>;

/** Why a link ended, or never came to be. */
export type LinkEnd = { kind: 'refused'; code: RefusalCode } | Untrusted | { kind: 'lost'; message: string };

export type LinkListener = {
  /** The server has accepted the socket; requests may be made. */
  onOpen(): void;
  /** A packet of events as it came down, unparsed (S16). */
  onEvents(events: unknown[]): void;
  onSignals(signals: Signal[]): void;
  /** Called once; nothing follows. Every request still under way has been answered with `unreachable`. */
  onEnd(end: LinkEnd): void;
};

export type Watcher = {
  onFigures(figures: Figures): void;
  /** The server let nobody in, or ended it. Called once; nothing follows. */
  onEnd(): void;
};

/** One socket to a server, from opening to its end; it is never reopened. */
export interface Link {
  /** Never rejects. An answer that stays out for too long ends the link. */
  request<N extends RequestName>(name: N, payload: Payload<N>): Promise<Outcome<Reply<N>>>;
  notify<N extends NoticeName>(name: N, payload: NoticePayload<N>): void;
  /** Watches how the space is doing, which owners and admins may; the returned function ends it. */
  watch(accessToken: string, watcher: Watcher): () => void;
  close(): void;
}

/** How the engine reaches servers; tests put a network of their own here. Nothing here rejects. */
export interface Transport {
  health(address: string): Promise<Met<Health>>;
  register(address: string, payload: RegisterPayload): Promise<Met<Session>>;
  login(address: string, payload: LoginPayload): Promise<Met<Session>>;
  refresh(address: string, refreshToken: string): Promise<Met<Session>>;
  logout(address: string, refreshToken: string): Promise<Met<null>>;
  open(address: string, accessToken: string, listener: LinkListener): Link;
}

/** Where the refresh token of one account rests between runs. */
export interface SessionVault {
  read(): Promise<string | null>;
  /** Resolves when the token is as safe as it can be here; only then is its predecessor given up. */
  write(refreshToken: string): Promise<void>;
  clear(): Promise<void>;
}
