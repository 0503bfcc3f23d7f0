import type { Reply, RequestName } from '../../shared/protocol/requests.ts';
import type { Passwords } from '../auth/createPasswords.ts';
import type { SpokenCodes } from '../auth/createSpokenCodes.ts';
import type { Device } from '../broadcast/Rooms.ts';
import type { Clock } from '../clock.ts';
import type { LimitKind } from '../limits.ts';
import type { Parsed, Store } from '../store/Store.ts';

/** What a handler works with; `device` is the one that asks. */
export type RequestContext = {
  store: Store;
  passwords: Passwords;
  spokenCodes: SpokenCodes;
  clock: Clock;
  device: Device;
};

/** Answers one kind of request, or rejects with `RequestError`. */
export type Handler<N extends RequestName> = {
  /** Which of a person's buckets it is counted in. */
  limit: LimitKind;
  run(context: RequestContext, payload: Parsed<N>): Promise<Reply<N>>;
};

/** One for each request of the protocol: a new one does not compile until it has a handler. */
export type Handlers = { [N in RequestName]: Handler<N> };
