import { interpret } from '../../../src/client/connection/socketTransport.ts';
import type { Link, LinkListener, Outcome } from '../../../src/client/connection/Transport.ts';
import type { RefusalCode } from '../../../src/shared/protocol/errors.ts';
import type { RequestName } from '../../../src/shared/protocol/requests.ts';
import type { Signal } from '../../../src/shared/protocol/signals.ts';
import { signalSchema } from '../../../src/shared/protocol/signals.ts';

/** What travels; everything is turned to JSON and back on its way, as on a real wire. */
export type Upward =
  | { kind: 'open' }
  | { kind: 'request'; id: number; name: string; payload: unknown }
  | { kind: 'notice'; name: string; payload: unknown };
export type Downward =
  | { kind: 'opened' }
  | { kind: 'refused'; code: RefusalCode }
  | { kind: 'answer'; id: number; answer: unknown }
  | { kind: 'events'; events: unknown[] }
  | { kind: 'signals'; signals: Signal[] };

/** The server's end of a wire. */
export type ServerEnd = { receive(packet: Upward): void; gone(): void };

/** One connection whose packets wait until a test delivers them, each direction in its order. */
export class HandWire {
  readonly up: Upward[] = [];
  readonly down: Downward[] = [];
  readonly #server: ServerEnd;
  readonly #client: LinkListener;
  readonly #unanswered = new Map<number, { name: RequestName; answer: (outcome: Outcome<never>) => void }>();
  #nextId = 0;
  #clientGone = false;
  #serverGone = false;

  constructor(client: LinkListener, server: (wire: HandWire) => ServerEnd) {
    this.#client = client;
    this.#server = server(this);
    this.up.push({ kind: 'open' });
  }

  /** Whether both ends still believe in it. */
  get alive(): boolean {
    return !this.#clientGone && !this.#serverGone;
  }

  readonly link: Link = {
    request: (name, payload) =>
      new Promise((resolve) => {
        if (this.#clientGone) return resolve(lost);
        const id = this.#nextId++;
        this.#unanswered.set(id, { name, answer: resolve });
        this.up.push({ kind: 'request', id, name, payload: overTheWire(payload) });
      }),
    notify: (name, payload) => {
      if (!this.#clientGone) this.up.push({ kind: 'notice', name, payload: overTheWire(payload) });
    },
    // Nobody runs the space here.
    watch: (_token, watcher) => {
      watcher.onEnd();
      return () => {};
    },
    close: () => {
      this.#endClient(false);
      this.cutServer();
    },
  };

  send(packet: Downward): void {
    if (!this.#serverGone) this.down.push(overTheWire(packet));
  }

  deliverUp(): void {
    const packet = this.up.shift();
    if (packet !== undefined && !this.#serverGone) this.#server.receive(packet);
  }

  deliverDown(): void {
    const packet = this.down.shift();
    if (packet === undefined || this.#clientGone) return;
    if (packet.kind === 'opened') this.#client.onOpen();
    else if (packet.kind === 'refused') {
      this.#endClient(false);
      this.#client.onEnd(packet);
    } else if (packet.kind === 'events') this.#client.onEvents(packet.events);
    else if (packet.kind === 'signals')
      this.#client.onSignals(packet.signals.map((one) => signalSchema.parse(one)));
    else this.#answer(packet.id, packet.answer);
  }

  /** Loses one packet of events on its way down, as no sound network does and a faulty one might. */
  loseEvents(which: number): boolean {
    const at = this.#eventsAt(which);
    if (at !== undefined) this.down.splice(at, 1);
    return at !== undefined;
  }

  /** Lets one packet of events be overtaken by what follows it. */
  swapEvents(which: number): void {
    const at = this.#eventsAt(which);
    const [packet] = at === undefined ? [] : this.down.splice(at, 1);
    if (at !== undefined && packet !== undefined) this.down.splice(at + 1, 0, packet);
  }

  #eventsAt(which: number): number | undefined {
    const places = this.down.flatMap(({ kind }, at) => (kind === 'events' ? [at] : []));
    return places.length === 0 ? undefined : places[which % places.length];
  }

  /** The client notices that the connection is gone; what was on its way down is lost. */
  cutClient(): void {
    this.#endClient(true);
  }

  /** The client's process is no more: nobody there is told of anything, and the server has yet to notice. */
  abandonClient(): void {
    this.#clientGone = true;
    this.down.length = 0;
    this.#unanswered.clear();
  }

  /** The server notices; what was on its way up is lost. */
  cutServer(): void {
    if (this.#serverGone) return;
    this.#serverGone = true;
    this.up.length = 0;
    this.#server.gone();
  }

  cutBoth(): void {
    this.cutClient();
    this.cutServer();
  }

  #endClient(tell: boolean): void {
    if (this.#clientGone) return;
    this.#clientGone = true;
    this.down.length = 0;
    for (const { answer } of this.#unanswered.values()) answer(lost);
    this.#unanswered.clear();
    if (tell) this.#client.onEnd({ kind: 'lost', message: 'cut' });
  }

  #answer(id: number, raw: unknown): void {
    const request = this.#unanswered.get(id);
    if (request === undefined) return;
    this.#unanswered.delete(id);
    // The reply is parsed with the schema of its own request, whose promise this resolves.
    request.answer(interpret(request.name, raw) as Outcome<never>);
  }
}

const lost = { ok: false, failure: { kind: 'unreachable', message: 'cut' } } as const;

const overTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
