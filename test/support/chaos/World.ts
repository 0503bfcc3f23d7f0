import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransports } from '../../../src/main/trust/createTransports.ts';
import type { Epoch, UserId } from '../../../src/shared/model/ids.ts';
import { createRandom, type Random } from '../fakeApi/random.ts';
import { Actor } from './Actor.ts';
import type { FromActor } from './actor/talk.ts';
import { Disk, whyNoDisks } from './Disk.ts';
import { Ledger } from './Ledger.ts';
import { Network } from './Network.ts';
import { SpaceServer } from './SpaceServer.ts';

const PASSWORD = 'correct horse battery';
const DISK_MEGABYTES = 512;

/** A person with all that lies between them and the server. */
export type Player = {
  actor: Actor;
  network: Network;
  disk: Disk | undefined;
  /** Whether something is being done to this client just now. */
  isBusy: boolean;
};

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
  readonly counts = { restored: 0, rebuilt: 0 };
  /** Clients that still have to be told, by themselves, that the space was put back to what it was. */
  readonly owedWord = new Set<string>();
  /** The past of the server in which each client was last acknowledged something. */
  readonly #met = new Map<string, Epoch>();
  /** How many restores there had been when each last signed in. */
  readonly #signedInAfter = new Map<string, number>();
  isServerBusy = false;
  #ledger: Ledger | undefined;

  constructor(seed: number) {
    this.random = createRandom(seed);
    const dataFolder = join(this.folder, 'server');
    this.serverDisk = this.noDisks === undefined ? new Disk(dataFolder, DISK_MEGABYTES) : undefined;
    this.server = new SpaceServer(this.folder, dataFolder);
  }

  get ledger(): Ledger {
    if (!this.#ledger) throw new Error('the world has not begun');
    return this.#ledger;
  }

  /** Starts the server and so many clients, each of another person. */
  async begin(clients: number): Promise<void> {
    await this.server.start();
    const { epoch } = this.server;
    if (epoch === undefined) throw new Error('the server says nothing of its past');
    this.#ledger = new Ledger(epoch);
    const people: { username: string; userId: UserId }[] = [];
    const transport = createTransports()(null);
    for (let number = 0; number < clients; number++) {
      const username = `person${number}`;
      const account = { username, displayName: username, password: PASSWORD };
      const session = await transport.register(`http://127.0.0.1:${this.server.port}`, account);
      if (!session.ok) throw new Error(`${username} could not register: ${JSON.stringify(session.failure)}`);
      people.push({ username, userId: session.data.user.id });
    }
    for (const person of people) this.players.push(await this.#player(person, people));
    await Promise.all(this.players.map(({ actor }) => actor.start()));
  }

  /** Another device of a person, with nothing on it and nothing in its way. */
  async freshActor({ actor }: Player): Promise<Actor> {
    const folder = join(this.folder, `fresh-${actor.name}`);
    const address = `http://127.0.0.1:${this.server.port}`;
    const fresh = new Actor({ ...actor.setup, folder, address }, () => {}, this.violated);
    await fresh.start();
    return fresh;
  }

  /** The server's past is another one than this from now on: who knew this one is to be told so. */
  restoredFrom(epoch: Epoch | undefined): void {
    for (const [name, met] of this.#met) if (met === epoch) this.owedWord.add(name);
  }

  /** What this client has of the server's past may be gone, and with it the knowledge that there was another. */
  excuse({ actor }: Player): void {
    this.owedWord.delete(actor.name);
    this.#met.delete(actor.name);
  }

  readonly violated = (what: string): void => void this.violations.push(what);

  async close(): Promise<void> {
    await Promise.all(this.players.map(({ actor }) => actor.kill()));
    await this.server.stop('SIGKILL');
    for (const { network, disk } of this.players) {
      await network.close();
      disk?.remove();
    }
    this.serverDisk?.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #player(
    { username, userId }: { username: string; userId: UserId },
    people: { userId: UserId }[],
  ): Promise<Player> {
    const { spaceId } = this.server;
    if (spaceId === undefined) throw new Error('the server says nothing of itself');
    const folder = join(this.folder, username);
    mkdirSync(folder);
    const disk = this.noDisks === undefined ? new Disk(folder, DISK_MEGABYTES) : undefined;
    const network = await Network.open(this.random, () => this.server.port);
    const setup = {
      ...{ folder, spaceId, userId, username, address: network.address, password: PASSWORD },
      people: people.map((one) => one.userId),
      seed: this.random.below(1e9),
    };
    const actor = new Actor(setup, (message) => this.#hear(username, message), this.violated);
    return { actor, network, disk, isBusy: false };
  }

  /** Only a restore may cost somebody a session, which had been renewed since the backup. */
  #checkSignedOut(by: string, had: boolean): void {
    const { restores, isRestoring } = this.ledger;
    if (had && !isRestoring && restores === this.#signedInAfter.get(by))
      this.violated(`${by} was signed out, and nothing was restored`);
  }

  #hear(by: string, message: FromActor): void {
    const { ledger } = this;
    if (message.type === 'accepted') ledger.accept(by, message.clientId, message.text);
    else if (message.type === 'acknowledged') {
      const { type: _, ...acknowledged } = message;
      ledger.acknowledge(by, acknowledged);
      // Only what was learnt by sync is in a cache.
      if (acknowledged.epoch === this.server.epoch) this.#met.set(by, acknowledged.epoch);
    } else if (message.type === 'givenUp') ledger.giveUp(message.clientId, message.why);
    else if (message.type === 'strange') this.violated(`${by} does not understand ${message.event}`);
    else if (message.type === 'signedIn') this.#signedInAfter.set(by, ledger.restores);
    else if (message.type === 'signedOut') this.#checkSignedOut(by, message.had);
    else if (message.type === 'restored') {
      this.counts.restored += 1;
      this.owedWord.delete(by);
    } else if (message.type === 'rebuilt') this.counts.rebuilt += 1;
    else if (message.type === 'reported') {
      const what = `${message.what}: ${message.detail.slice(0, 160)}`;
      this.reports.set(what, (this.reports.get(what) ?? 0) + 1);
    } else if (message.type === 'refused') {
      const what = `files refused: ${message.message.slice(0, 160)}`;
      this.reports.set(what, (this.reports.get(what) ?? 0) + 1);
    }
  }
}
