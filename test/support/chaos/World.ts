import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransports } from '../../../src/main/trust/createTransports.ts';
import { clientIdSchema, type Epoch, type UserId } from '../../../src/shared/model/ids.ts';
import type { User } from '../../../src/shared/model/user.ts';
import type { Session } from '../../../src/shared/protocol/http.ts';
import { faultIn } from '../damage/faultIn.ts';
import { createRandom, type Random } from '../fakeApi/random.ts';
import { RawClient } from '../space/RawClient.ts';
import { Actor } from './Actor.ts';
import type { ActorSetup, FromActor } from './actor/talk.ts';
import { Disk, whyNoDisks } from './Disk.ts';
import { damageOutbox } from './damageOutbox.ts';
import { type Grown, Watch, type WatchOver } from './holdings/Watch.ts';
import { isPossible } from './isPossible.ts';
import { Ledger } from './Ledger.ts';
import { mayFail } from './mayFail.ts';
import { Network } from './Network.ts';
import { SpaceServer } from './SpaceServer.ts';
import { storedEpoch } from './storedEpoch.ts';

const PASSWORD = 'correct horse battery';
const DISK_MEGABYTES = 512;
/**
 * What a process may hold beyond what it held when it was warm, by half as much again and more as was ever seen. What is resident says
 * little of a short life, since what is given back is given back late.
 */
const MAY_GROW = {
  server: { heap: 12, resident: 200, descriptors: 8 },
  client: { heap: 8, resident: 120, descriptors: 16 },
};
/** How many descriptors beyond those a server may have for each device: connections that it has not found dead yet. */
const SOCKETS_OF_DEVICE = 3;

/** What a server may have to say where its data is damaged: that it has a fault, or what nobody understands. */
const OF_DAMAGED: ReadonlySet<string> = new Set(['internal', 'not_parley']);

type Person = Pick<User, 'id' | 'username'>;

/** A person with all that lies between them and the server. */
export type Player = {
  actor: Actor;
  network: Network;
  disk: Disk | undefined;
  /** Whether something is being done to this client just now. */
  isBusy: boolean;
  /** Whether something was done to its cache that it has not found yet, as far as it said. */
  isDamaged: boolean;
  /** Whether its outbox was damaged, until it was mended. */
  isOutboxDamaged: boolean;
  /** Whether its person is quitting it: what is under way is not done any more. */
  isQuitting: boolean;
  /** Whether its disk was full since its process was started. */
  lacksRoom: boolean;
};

const outboxOf = ({ actor }: Player): string => join(actor.setup.folder, 'outbox.sqlite');
const NO_TROUBLES = { isDamaged: false, isOutboxDamaged: false, isQuitting: false, lacksRoom: false };

/** A space, its people's clients and everything that can go wrong between them. */
export class World {
  readonly players: Player[] = [];
  readonly folder = mkdtempSync(join(tmpdir(), 'parley-chaos-'));
  readonly random: Random;
  /** Why disks are left out. */
  readonly noDisks = whyNoDisks(this.folder);
  readonly serverDisk: Disk | undefined;
  readonly server: SpaceServer;
  /** What should never happen, whatever is done to them. */
  readonly violations: string[] = [];
  /** What clients reported, by how often. */
  readonly reports = new Map<string, number>();
  /** What processes held when they were compared. */
  readonly grown: Record<keyof typeof MAY_GROW, Grown[]> = { server: [], client: [] };
  readonly counts = { restored: 0, rebuilt: 0, mended: 0 };
  /** Clients that still have to say, by themselves, that their outbox could not be read as it was. */
  readonly owedMending = new Set<string>();
  /** Clients that still have to be told, by themselves, that the space was put back to what it was. */
  readonly owedWord = new Set<string>();
  /** The past of the server in which each client was last acknowledged something. */
  readonly #met = new Map<string, Epoch>();
  /** What had ended sessions of each before it last signed in, and before it began to that is at it. */
  readonly #signedInAfter = new Map<string, number>();
  readonly #signsInAfter = new Map<string, number>();
  /** How often each person was shut out, and whether somebody is doing that just now. */
  readonly #shutOut = new Map<UserId, { times: number; underWay: number }>();
  readonly #watchOverClient: WatchOver = this.#watchingOver('client');
  isServerBusy = false;
  #ledger: Ledger | undefined;

  constructor(seed: number) {
    this.random = createRandom(seed);
    const dataFolder = join(this.folder, 'server');
    this.serverDisk = this.noDisks === undefined ? new Disk(dataFolder, DISK_MEGABYTES) : undefined;
    this.server = new SpaceServer(
      ...([this.folder, dataFolder, this.#watchingOver('server'), this.violated] as const),
    );
  }

  get ledger(): Ledger {
    if (!this.#ledger) throw new Error('the world has not begun');
    return this.#ledger;
  }

  /**
   * Starts the server and a client each of so many people, of whom the first owns the space and has two, and one of somebody who comes by
   * a guest's invite.
   */
  async begin(clients: number): Promise<void> {
    await this.server.start();
    const { epoch, setupCode } = this.server;
    if (epoch === undefined) throw new Error('the server says nothing of its past');
    this.#ledger = new Ledger(epoch);
    const owner = await this.#register('person0', setupCode);
    const people = [owner.user];
    for (let number = 1; number < clients; number++)
      people.push((await this.#register(`person${number}`)).user);
    people.push((await this.#register('guest', await this.#inviteGuest(owner))).user);
    for (const person of people) this.players.push(await this.#player(person, people, person.username));
    this.players.push(await this.#player(owner.user, people, `${owner.user.username}-elsewhere`));
    await Promise.all(this.players.map(({ actor }) => actor.start()));
  }

  async #register(username: string, invite?: string): Promise<Session> {
    const account = { username, displayName: username, password: PASSWORD };
    const payload = invite === undefined ? account : { ...account, invite };
    const session = await createTransports()(null).register(this.server.address, payload);
    if (!session.ok) throw new Error(`${username} could not register: ${JSON.stringify(session.failure)}`);
    return session.data;
  }

  /** Makes an invite for one guest, who will be in one channel and meet there whoever else comes in. */
  async #inviteGuest(owner: Session): Promise<string> {
    const client = new RawClient(this.server.address, owner);
    await client.connect();
    const { conversation } = await client.ask('conversation:create', {
      ...{ kind: 'channel', name: 'with-guests', private: false },
      clientId: clientIdSchema.parse(randomUUID()),
    });
    const conversationIds = [conversation.id];
    const { code } = await client.ask('invite:create', { role: 'guest', uses: 1, conversationIds });
    client.close();
    return code;
  }

  /** Another device of a person, with nothing on it and nothing in its way. */
  async freshActor({ actor }: Player): Promise<Actor> {
    const folder = join(this.folder, `fresh-${actor.name}`);
    const setup = { ...actor.setup, folder, address: this.server.address, pin: null, device: 'fresh' };
    const fresh = new Actor(setup, this.#watchOverClient, () => {}, this.violated);
    await fresh.start();
    return fresh;
  }

  /** The server's past is another one than this from now on: who knew this one is to be told so. */
  restoredFrom(epoch: Epoch | undefined): void {
    for (const [name, met] of this.#met) if (met === epoch) this.owedWord.add(name);
  }

  /** Something is done to this client's cache: it may have to be given up. */
  damages(player: Player): void {
    player.isDamaged = true;
    this.forgets(player);
  }

  /** Something is done to the outbox of this client, which does not run: its person is to be told where that shows. */
  damagesOutbox(player: Player, how: (path: string) => void): void {
    const path = outboxOf(player);
    const { touched, isBroken } = damageOutbox(path, () => how(path));
    this.ledger.touch(touched);
    player.isOutboxDamaged = true;
    if (isBroken) this.owedMending.add(player.actor.name);
  }

  /** What this client has of the server's past may be gone, and with it the knowledge that there was another. */
  forgets({ actor }: Player): void {
    this.owedWord.delete(actor.name);
    this.#met.delete(actor.name);
  }

  /**
   * A client was killed. Nothing that it had stored is lost with that, but it stores the new past of a server before it tells of
   * it: where that is stored already, or just was about to be, nobody will tell its person.
   */
  wasKilled(player: Player): void {
    const stored = storedEpoch(player.actor.setup.folder);
    if (stored === undefined || stored === this.server.epoch) this.owedWord.delete(player.actor.name);
    if (stored === undefined) this.#met.delete(player.actor.name);
    // Likewise an outbox that was mended, with nobody left to say so.
    if (faultIn(outboxOf(player)) === undefined) this.owedMending.delete(player.actor.name);
  }

  readonly violated = (what: string): void => void this.violations.push(what);

  async close(): Promise<void> {
    await Promise.all(this.players.map(({ actor }) => actor.abandon()));
    await this.server.abandon();
    for (const { network, disk } of this.players) {
      await network.close();
      disk?.remove();
    }
    this.serverDisk?.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #player(
    { username, id: userId }: Person,
    people: readonly Person[],
    device: string,
  ): Promise<Player> {
    const { spaceId, pin } = this.server;
    if (spaceId === undefined || pin === undefined) throw new Error('the server says nothing of itself');
    const folder = join(this.folder, device);
    mkdirSync(folder);
    const disk = this.noDisks === undefined ? new Disk(folder, DISK_MEGABYTES) : undefined;
    const network = await Network.open(this.random, () => this.server.port);
    // One is of the server's own computer, which it speaks plain HTTP with.
    const isNear = this.players.length === 0;
    const server = { address: `${isNear ? 'http' : 'https'}://${network.place}`, pin: isNear ? null : pin };
    const setup = {
      ...{ folder, spaceId, userId, username, device, ...server, password: PASSWORD },
      people: people.map(({ id }) => id),
      seed: this.random.below(1e9),
    };
    const actor = new Actor(
      setup,
      this.#watchOverClient,
      (message) => this.#hear(player, message),
      this.violated,
    );
    const player: Player = { actor, network, disk, isBusy: false, ...NO_TROUBLES };
    return player;
  }

  #watchingOver(whose: keyof typeof MAY_GROW): WatchOver {
    const may = () => {
      const { descriptors, ...memory } = MAY_GROW[whose];
      const sockets = whose === 'server' ? SOCKETS_OF_DEVICE * this.players.length : 0;
      return { ...memory, descriptors: descriptors + sockets };
    };
    return (name, pid, path) =>
      new Watch({
        ...{ name, pid, path, may },
        violated: this.violated,
        noted: (grown) => this.grown[whose].push(grown),
      });
  }

  /** What has ended sessions of a person: having been shut out, and a restore where one had been renewed since the backup. */
  #endings(userId: UserId): number {
    return this.ledger.restores + (this.#shutOut.get(userId)?.times ?? 0);
  }

  #checkSignedOut({ device, userId }: ActorSetup, had: boolean): void {
    const isBeingEnded = this.ledger.isRestoring || (this.#shutOut.get(userId)?.underWay ?? 0) > 0;
    if (had && !isBeingEnded && this.#endings(userId) === this.#signedInAfter.get(device))
      this.violated(`${device} was signed out; nothing was restored, and nobody was shut out`);
  }

  /** Somebody is refused what they asked for only where that can be, and told that a disk is full only where it was. */
  #checkRefusal(by: string, turnedDown: FromActor & { type: 'turnedDown' }): void {
    const { name, clientId, refusal, epoch } = turnedDown;
    // Who knows what it asked for.
    if (clientId !== undefined && this.ledger.touched.has(clientId)) return;
    if (OF_DAMAGED.has(refusal.code) && this.#isOfDamaged(epoch)) return;
    if (refusal.code === 'storage_full' ? this.server.hasLackedRoom : isPossible(refusal)) return;
    this.violated(`${by} was refused ${name}: ${refusal.code}: ${refusal.message}`);
  }

  /** Whether it came from a past of the server that ended with damaged data. */
  #isOfDamaged = (epoch: Epoch | undefined): boolean =>
    epoch !== undefined && this.server.damagedPasts.has(epoch);

  #noteShuttingOut(userId: UserId, over: boolean): void {
    const { times, underWay } = this.#shutOut.get(userId) ?? { times: 0, underWay: 0 };
    this.#shutOut.set(userId, { times: times + 1, underWay: underWay + (over ? -1 : 1) });
  }

  /** A cache is given up only where something had been done to it; with it goes what it knew of the server's past. */
  #noteRebuilt(player: Player): void {
    this.counts.rebuilt += 1;
    if (!player.isDamaged) this.violated(`${player.actor.name} gave up a cache that nothing was done to`);
    player.isDamaged = false;
    this.forgets(player);
  }

  #noteMended(player: Player): void {
    this.counts.mended += 1;
    if (!player.isOutboxDamaged)
      this.violated(`${player.actor.name} mended an outbox that nothing was done to`);
    player.isOutboxDamaged = false;
    this.owedMending.delete(player.actor.name);
  }

  #noteStrange(by: string, { event, epoch }: FromActor & { type: 'strange' }): void {
    if (!this.#isOfDamaged(epoch)) this.violated(`${by} does not understand ${event}`);
  }

  #noteRefused(player: Player, { message, code }: FromActor & { type: 'refused' }): void {
    this.#count(`files refused: ${message}`);
    if (!mayFail(player, { message, code }))
      this.violated(`${player.actor.name} could not open its files: ${message}`);
  }

  #count(what: string): void {
    const brief = what.slice(0, 180);
    this.reports.set(brief, (this.reports.get(brief) ?? 0) + 1);
  }

  #hear(player: Player, message: FromActor): void {
    const { ledger } = this;
    const { setup } = player.actor;
    const { device: by, userId } = setup;
    if (message.type === 'accepted' || message.type === 'scheduled') {
      const { type: _, ...accepted } = message;
      ledger.accept({ ...accepted, by });
    } else if (message.type === 'queued') {
      const { clientId, what, conversationId } = message;
      ledger.queue(clientId, { by, what, conversationId });
    } else if (message.type === 'abandoned') ledger.abandoned.add(message.conversationId);
    else if (message.type === 'settled') ledger.settle(message.clientId);
    else if (message.type === 'shuttingOut') this.#noteShuttingOut(message.userId, message.over);
    else if (message.type === 'acknowledged') {
      const { type: _, ...acknowledged } = message;
      ledger.acknowledge(by, acknowledged);
      // Only what was learnt by sync is in a cache.
      if (acknowledged.epoch === this.server.epoch) this.#met.set(by, acknowledged.epoch);
    } else if (message.type === 'givenUp') ledger.giveUp(message.clientId, message.refusal);
    else if (message.type === 'turnedDown') this.#checkRefusal(by, message);
    else if (message.type === 'strange') this.#noteStrange(by, message);
    else if (message.type === 'signingIn') this.#signsInAfter.set(by, this.#endings(userId));
    else if (message.type === 'signedIn') this.#signedInAfter.set(by, this.#signsInAfter.get(by) ?? 0);
    else if (message.type === 'signedOut') this.#checkSignedOut(setup, message.had);
    else if (message.type === 'restored') {
      this.counts.restored += 1;
      this.owedWord.delete(by);
    } else if (message.type === 'rebuilt') this.#noteRebuilt(player);
    else if (message.type === 'mended') this.#noteMended(player);
    else if (message.type === 'reported') this.#count(`${message.what}: ${message.detail}`);
    else if (message.type === 'refused') this.#noteRefused(player, message);
  }
}
