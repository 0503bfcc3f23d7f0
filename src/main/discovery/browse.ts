import type { Clock } from '../../client/clock.ts';
import type { Surroundings } from '../../shared/ipc/views.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { Pin } from '../../shared/model/trust.ts';
import { cleanName } from './announcement.ts';
import { createFound } from './found.ts';
import type { Look, Multicast, Sighting } from './Multicast.ts';
import type { Probe } from './probe.ts';

/** How often the networks are asked what there is, and whoever was found whether they are there, in milliseconds. */
const LOOK_EVERY_MS = 10_000;
/** Who does not answer and is not announced any more is forgotten after so long, in milliseconds. */
const FORGET_AFTER_MS = 60_000;

export type BrowserOptions = {
  multicast: Multicast;
  probe: Probe;
  clock: Clock;
  /** A space of this app, with the key that its server has to have; `undefined` for one that it is not in. */
  own(spaceId: SpaceId): { pin: Pin | null } | undefined;
  /** This computer's addresses. */
  addresses(): string[];
  /** Whether a space of this app is out of reach and can be followed: then it is looked for without anybody watching. */
  isSeeking(): boolean;
  onSighting(sighting: Sighting): void;
  onChange(surroundings: Surroundings): void;
};

export type SpaceBrowser = ReturnType<typeof createBrowser>;

/** Looks around on the networks while a window watches, or while a space has to be found again. */
export function createBrowser(options: BrowserOptions) {
  const { multicast, probe, clock, own, onChange } = options;
  const found = createFound();
  /** Places that are being asked. */
  const busy = new Set<string>();
  let look: Look | undefined;
  let cancelTick: (() => void) | undefined;
  let isWatching = false;
  let isClosed = false;
  let canLook = true;
  let shown = '';

  const surroundings = (): Surroundings => ({
    spaces: found.views((spaceId) => own(spaceId) !== undefined),
    addresses: options.addresses(),
    canLook,
  });

  function show(): void {
    if (!isWatching) return;
    const now = surroundings();
    const content = JSON.stringify(now);
    if (content === shown) return;
    shown = content;
    onChange(now);
  }

  async function ask(spaceId: SpaceId, address: string): Promise<void> {
    const place = `${spaceId} ${address}`;
    if (busy.has(place)) return;
    busy.add(place);
    const probed = await probe(address, spaceId, own(spaceId)?.pin ?? null);
    busy.delete(place);
    if (probed.kind === 'alive') found.judge(spaceId, address, 'alive', cleanName(probed.name) ?? undefined);
    else found.judge(spaceId, address, probed.kind === 'other' ? 'false' : 'silent');
    show();
  }

  function heard(sighting: Sighting): void {
    const added = found.hear(sighting, clock.now());
    if (isWatching) for (const { address } of added) void ask(sighting.spaceId, address);
    show();
    options.onSighting(sighting);
  }

  function askAll(): void {
    for (const { spaceId, address } of found.places()) void ask(spaceId, address);
  }

  /** Looks for whom there is from now on; answers when it listens. */
  async function begin(): Promise<void> {
    const mine = multicast.look({
      onSighting: heard,
      onGoodbye(spaceId) {
        found.remove(spaceId);
        show();
      },
    });
    look = mine;
    cancelTick = clock.after(LOOK_EVERY_MS, tick);
    const listens = await mine.listening;
    if (look === mine) canLook = listens;
  }

  function end(): void {
    cancelTick?.();
    look?.end();
    look = undefined;
  }

  function tick(): void {
    cancelTick = clock.after(LOOK_EVERY_MS, tick);
    if (canLook) look?.ask();
    else restart();
    found.forgetSilent(clock.now() - FORGET_AFTER_MS);
    if (isWatching) askAll();
    show();
  }

  function restart(): void {
    end();
    void update().then(show);
  }

  /** Begins and ends looking as there is reason to. */
  async function update(): Promise<void> {
    const hasReason = !isClosed && (isWatching || options.isSeeking());
    if (hasReason && look === undefined) await begin();
    else if (!hasReason && look !== undefined) {
      end();
      found.clear();
    }
  }

  return {
    /** A space of this app came, went, was lost or found again. */
    update(): void {
      void update().then(show);
    },

    /** Tells of what is around from now on, until told otherwise; answers with how it is now. */
    async watch(on: boolean): Promise<Surroundings> {
      isWatching = on;
      await update();
      if (on) askAll();
      const now = surroundings();
      shown = JSON.stringify(now);
      return now;
    },

    /** This computer is on other networks: what was around there is not here. */
    networkChanged(): void {
      if (look === undefined) return;
      found.clear();
      restart();
    },

    close(): void {
      isClosed = true;
      void update();
    },
  };
}
