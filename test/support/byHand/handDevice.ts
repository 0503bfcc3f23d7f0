import type { Cache } from '../../../src/client/cache/Cache.ts';
import type { LinkListener, SessionVault, Transport } from '../../../src/client/connection/Transport.ts';
import { createEngine } from '../../../src/client/createEngine.ts';
import type { Arrival, Engine } from '../../../src/client/Engine.ts';
import type { OutboxStore } from '../../../src/client/outbox/OutboxStore.ts';
import type { SpaceDelta } from '../../../src/shared/ipc/deltas.ts';
import type { SpaceId, UserId } from '../../../src/shared/model/ids.ts';
import type { Health, Session } from '../../../src/shared/protocol/http.ts';
import { PROTOCOL_VERSION } from '../../../src/shared/protocol/version.ts';
import { createMemoryOutboxStore } from '../memory/memoryOutboxStore.ts';
import type { FakeClock } from './fakeClock.ts';
import { HandWire, type ServerEnd } from './handNetwork.ts';
import { browserOutbox, isKeptInBrowser } from './keptInBrowser.ts';

/** What a device needs of the server it would reach now; `undefined` while the server is down. */
export type Reachable = {
  identity(): Pick<Health, 'spaceId' | 'epoch' | 'incarnation'>;
  /** What a refresh is answered; `undefined` once the session has ended. */
  session(): Promise<Session | undefined>;
  accept(wire: HandWire): ServerEnd;
};

export type HandDeviceOptions = {
  name: string;
  userId: UserId;
  spaceId: SpaceId;
  clock: FakeClock;
  /** An empty cache of the kind under test. */
  makeCache(): Cache;
  reach(): Reachable | undefined;
};

/** What a test puts between a device and its server. */
export type Interception = {
  health?: Partial<Pick<Health, 'spaceId' | 'epoch' | 'incarnation'>>;
  refuseRefresh?: boolean;
  /** A refresh is answered only after this. */
  holdRefresh?: Promise<void>;
  /** Told of whatever is sent that proves who the person is. */
  onCredential?(what: 'refresh' | 'open'): void;
};

const unreachable = { ok: false, failure: { kind: 'unreachable', message: 'no network' } } as const;

/**
 * One device of a person: a real engine whose cache and outbox outlive it, on wires delivered by hand.
 * Everything it was told is kept, for tests to look at.
 */
export class HandDevice {
  readonly name: string;
  readonly userId: UserId;
  cache: Cache;
  readonly outbox: OutboxStore;
  engine: Engine;
  wire: HandWire | undefined;
  /** Whether the device has a network at all. */
  plugged = true;
  intercept: Interception = {};
  /** Outlives the engine, as a keychain does. */
  readonly vault = new MemoryVault();
  readonly deltas: SpaceDelta[] = [];
  readonly arrivals: Arrival[] = [];
  readonly reports: string[] = [];
  unread = 0;
  /** How often it was noticed that the server's data has another past. */
  restored = 0;
  readonly #options: HandDeviceOptions;
  #writing: Promise<void> | undefined;
  #release: (() => void) | undefined;
  #process: ReturnType<FakeClock['process']>;

  constructor(options: HandDeviceOptions) {
    this.#options = options;
    this.name = options.name;
    this.userId = options.userId;
    this.cache = options.makeCache();
    this.outbox = this.#slow(isKeptInBrowser ? browserOutbox(options.clock.busy) : createMemoryOutboxStore());
    this.#process = options.clock.process();
    this.engine = this.#build();
  }

  #build(): Engine {
    const process = this.#process;
    const { spaceId, userId } = this.#options;
    let draws = 0;
    return createEngine({
      spaceId,
      userId,
      address: 'http://space.test:4100',
      cache: this.cache,
      outbox: this.outbox,
      transport: this.#transport(),
      vault: this.vault,
      clock: process,
      // Any fixed sequence will do: what matters is that a schedule can be run again.
      random: () => (draws++ % 7) / 7,
      observer: {
        onDelta: (delta) => this.deltas.push(delta),
        onConnection: () => {},
        onName: () => {},
        onUnread: ({ unread }) => {
          this.unread = unread;
        },
        onArrival: (arrival) => this.arrivals.push(arrival),
        onRestored: () => {
          this.restored++;
        },
        onReport: ({ what, detail }) => this.reports.push(`${what}: ${detail}`),
      },
    });
  }

  #transport(): Transport {
    const reach = () => (this.plugged ? this.#options.reach() : undefined);
    const session = async () => {
      const server = reach();
      if (server === undefined) return unreachable;
      const data = await server.session();
      return data === undefined ? refused : { ok: true as const, data };
    };
    return {
      health: async () => {
        const server = reach();
        if (server === undefined) return unreachable;
        const rest = {
          status: 'ok' as const,
          name: 'Test',
          version: '0',
          connections: 0,
          uptimeSeconds: 0,
          isNew: false,
          registration: 'invite' as const,
          pin: null,
        };
        return {
          ok: true,
          data: { ...rest, ...server.identity(), ...this.intercept.health, protocol: PROTOCOL_VERSION },
        };
      },
      register: session,
      login: session,
      refresh: async () => {
        this.intercept.onCredential?.('refresh');
        const answer = this.intercept.refuseRefresh ? refused : await session();
        await this.intercept.holdRefresh;
        return answer;
      },
      logout: async () => ({ ok: true, data: null }),
      open: (_address, _token, listener) => {
        this.intercept.onCredential?.('open');
        return this.#open(listener, reach());
      },
    };
  }

  #open(listener: LinkListener, server: Reachable | undefined) {
    const nowhere: ServerEnd = { receive() {}, gone() {} };
    const wire = new HandWire(listener, (made) => server?.accept(made) ?? nowhere);
    this.wire = wire;
    if (server === undefined) queueMicrotask(() => wire.cutClient());
    return wire.link;
  }

  /** A store whose new rows wait, while writes are held, as on a slow disk. */
  #slow(store: OutboxStore): OutboxStore {
    const { add } = store;
    return {
      ...store,
      add: async (row) => {
        const process = this.#process;
        await this.#writing;
        // What a process had not written when it was killed is never written.
        return process === this.#process ? add(row) : new Promise(() => {});
      },
    };
  }

  holdWrites(): void {
    if (this.#release !== undefined) return;
    this.#writing = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  releaseWrites(): void {
    this.#release?.();
    this.#release = undefined;
    this.#writing = undefined;
  }

  start(): Promise<void> {
    return this.engine.start();
  }

  /** Ends the process as a crash does and starts it anew from what was kept. */
  async restart({ loseCache = false } = {}): Promise<void> {
    this.#process.kill();
    const wire = this.wire;
    this.wire = undefined;
    // The engine of the dead process must not see its connection end: it does nothing any more.
    if (wire !== undefined) wire.abandonClient();
    if (loseCache) this.cache = this.#options.makeCache();
    this.#process = this.#options.clock.process();
    this.engine = this.#build();
    await this.engine.start();
  }
}

const refused = {
  ok: false,
  failure: {
    kind: 'refused',
    error: { code: 'unauthorized', message: 'The session has ended.', retryable: false },
  },
} as const;

class MemoryVault implements SessionVault {
  token: string | null = 'a refresh token';
  read = async () => this.token;
  write = async (token: string) => {
    this.token = token;
  };
  clear = async () => {
    this.token = null;
  };
}
