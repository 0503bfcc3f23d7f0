import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { Cache } from '../../../src/client/cache/Cache.ts';
import type { OutboxRow } from '../../../src/client/outbox/OutboxStore.ts';
import { openCache } from '../../../src/main/cache/openCache.ts';
import type { Admission, SessionId, Store } from '../../../src/server/store/Store.ts';
import { openSqliteStore } from '../../../src/server/store/sqlite/openSqliteStore.ts';
import { clientIdSchema, type SpaceId, type UserId } from '../../../src/shared/model/ids.ts';
import type { User } from '../../../src/shared/model/user.ts';
import type { Session } from '../../../src/shared/protocol/http.ts';
import { type Database, openDatabase } from '../../../src/sqlite/openDatabase.ts';
import { createMemoryCache } from '../memory/memoryCache.ts';
import { createFakeClock, type FakeClock } from './fakeClock.ts';
import { HandDevice } from './handDevice.ts';
import { type HandServer, type SentAcknowledgement, startHandServer } from './handServer.ts';
import { browserCache, isKeptInBrowser } from './keptInBrowser.ts';

type Person = { user: User; sessionId: SessionId };

/** Memory where the system offers it as a folder: schedules are many, and it is not the disk that they test. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Rounds of deliveries and timers until a world that does not come to rest is called broken. */
const passwordHash = 'not used here';
const MAX_ROUNDS = 2_000;

/**
 * A space, its people and their devices, with all that moves between them in a test's hands: packets,
 * time, and who is killed when.
 */
export class World {
  readonly clock: FakeClock = createFakeClock();
  readonly acknowledged: SentAcknowledgement[] = [];
  readonly devices: HandDevice[] = [];
  readonly people: Person[] = [];
  server: HandServer | undefined;
  #database: Database | undefined;
  #spaceId: SpaceId | undefined;
  readonly #folder = mkdtempSync(join(scratch, 'parley-world-'));
  readonly #caches: Cache[] = [];
  #lastDevice = 0;
  #lastToken = 0;
  /** How far the server's time is ahead of everyone's: days go by there without one of its timers. */
  readonly ahead = { ms: 0 };

  /** A running server and accounts by these names; the first owns the space. */
  static async create(...usernames: string[]): Promise<World> {
    const world = new World();
    const store = world.startServer();
    for (const username of usernames) {
      await world.#register(store, username, { open: true, first: true, inviteHash: null });
    }
    return world;
  }

  async #register(store: Store, username: string, admission: Admission): Promise<void> {
    const account = { username, displayName: username, passwordHash, admission };
    const user = await this.#soon(store.createAccount(account));
    this.people.push({ user, sessionId: await this.#startSession(store, user.id) });
  }

  /** Lets somebody in as a guest of one channel, where the first two people are. */
  async inviteGuest(username: string): Promise<void> {
    const store = this.startServer();
    const [owner, other] = [this.person(0).user.id, this.person(1).user.id];
    const channel = { kind: 'channel' as const, name: 'visitors', memberIds: [other] };
    const clientId = clientIdSchema.parse(v7());
    const { id } = await this.#soon(store.createConversation(owner, { ...channel, clientId }));
    const expiresAt = this.clock.now() + 1000;
    const invite = { codeHash: username, role: 'guest' as const, expiresAt, uses: 1, conversationIds: [id] };
    await this.#soon(store.createInvite(owner, invite));
    await this.#register(store, username, { open: false, first: false, inviteHash: username });
  }

  #startSession(store: Store, userId: UserId): Promise<SessionId> {
    const expiresAt = this.clock.now() + 1e12;
    return this.#soon(
      store.startSession({ userId, passwordHash, tokenHash: `token ${++this.#lastToken}`, expiresAt }),
    );
  }

  /** Ends what anyone was shut out by, and signs them in again on all their devices. */
  async letEveryoneIn(): Promise<void> {
    const store = this.startServer();
    for (const person of this.people) {
      const { id: userId } = person.user;
      if ((await store.user(userId))?.state === undefined) continue;
      await this.#soon(store.setUserState(null, { userId, state: 'active' }));
      person.sessionId = await this.#startSession(store, userId);
      for (const { userId: owner, engine } of this.devices) if (owner === userId) engine.signedIn();
    }
  }

  get databasePath(): string {
    return join(this.#folder, 'space.sqlite');
  }

  get spaceId(): SpaceId {
    if (this.#spaceId === undefined) throw new Error('the server has not been started');
    return this.#spaceId;
  }

  startServer(): Store {
    if (this.server !== undefined) return this.server.store;
    this.server = startHandServer(
      this.clock,
      this.ahead,
      (clock) => {
        this.#database = openDatabase(this.databasePath, { synchronous: 'NORMAL' });
        return openSqliteStore(this.#database, { name: 'Test', clock });
      },
      (sent) => this.acknowledged.push(sent),
    );
    this.#spaceId = this.server.store.identity.spaceId;
    return this.server.store;
  }

  /** Ends the server as `kill -9` does: at once, with what is committed and nothing else. */
  killServer(): void {
    this.server?.kill();
    this.server = undefined;
    this.#database?.close();
    this.#database = undefined;
  }

  person(index: number): Person {
    const person = this.people[index % this.people.length];
    if (person === undefined) throw new Error('the world has no people');
    return person;
  }

  /** Another device of a person, started with an empty cache. */
  async addDevice(index: number): Promise<HandDevice> {
    const device = this.#makeDevice(index);
    this.devices.push(device);
    await device.start();
    return device;
  }

  #makeDevice(index: number): HandDevice {
    const person = this.person(index);
    const { user } = person;
    const session: Session = { user, accessToken: user.id, refreshToken: 'a refresh token', expiresIn: 900 };
    return new HandDevice({
      name: `${user.username}-${++this.#lastDevice}`,
      userId: user.id,
      spaceId: this.spaceId,
      clock: this.clock,
      // Both kinds of cache live through every schedule, and are compared with each other in the end.
      makeCache: () => {
        if (this.#lastDevice % 2 === 1) return createMemoryCache(user.id);
        return isKeptInBrowser ? browserCache(user.id, this.clock.busy) : this.#sqliteCache(user.id);
      },
      reach: () => {
        const { server } = this;
        if (server === undefined) return undefined;
        return {
          identity: () => server.store.identity,
          session: async () => ((await server.store.sessionUser(person.sessionId)) ? session : undefined),
          accept: (wire) => server.accept(wire, user.id, person.sessionId),
        };
      },
    });
  }

  #sqliteCache(me: UserId): Cache {
    const cache = openCache(join(this.#folder, `cache-${this.#caches.length}.sqlite`), me);
    this.#caches.push(cache);
    return cache;
  }

  /** Delivers what is on its way, and what that leads to, without moving time. Answers whether anything moved. */
  async deliverAll(devices = this.devices): Promise<boolean> {
    let moved = false;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      await this.clock.settle();
      const wires = devices.flatMap(({ wire }) => wire ?? []);
      if (!wires.some(({ up, down }) => up.length + down.length > 0)) return moved;
      moved = true;
      for (const wire of wires) {
        wire.deliverUp();
        wire.deliverDown();
      }
    }
    throw new Error('the packets never end');
  }

  /** Moves time in small steps, delivering what is sent meanwhile. */
  async run(ms: number, devices = this.devices): Promise<void> {
    const until = this.clock.now() + ms;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      await this.deliverAll(devices);
      const left = until - this.clock.now();
      if (left <= 0) return;
      await this.clock.advance(Math.min(left, Math.max(1, this.clock.nextIn() ?? left)));
    }
    throw new Error('time does not pass: something asks again and again');
  }

  /** Puts everything right and waits until all devices are connected and have nothing left to send. */
  async heal(devices = this.devices): Promise<void> {
    this.startServer();
    for (const device of devices) {
      device.plugged = true;
      device.releaseWrites();
    }
    for (const { wire } of devices) if (wire !== undefined && !wire.alive) wire.cutBoth();
    for (let round = 0; round < 60; round++) {
      await this.run(5_000, devices);
      const quiet = await Promise.all(devices.map((device) => this.#isDone(device)));
      if (quiet.every(Boolean)) return;
    }
    throw new Error('not all devices came to rest');
  }

  /** Lets the heads be compared, once a minute: a lost last event is noticed then (S9). */
  compareHeads = (): Promise<void> => this.run(61_000);

  async #isDone(device: HandDevice): Promise<boolean> {
    const rows = await device.outbox.rows();
    const refused = new Set<string>(rows.flatMap((row) => (row.refusal === null ? [] : [row.clientId])));
    // What was written in a conversation that could not be made waits with it.
    const isDone = (row: OutboxRow) => row.refusal !== null || refused.has(row.conversationId);
    return device.engine.connection().status === 'online' && rows.every(isDone);
  }

  /** What someone sees who signs in anew, brought in step. */
  async freshDevice(userId: UserId): Promise<HandDevice> {
    const device = this.#makeDevice(this.people.findIndex(({ user }) => user.id === userId));
    await device.start();
    await this.run(1_000, [device]);
    return device;
  }

  async #soon<T>(promise: Promise<T>): Promise<T> {
    await this.clock.settle();
    return promise;
  }

  async close(): Promise<void> {
    for (const device of this.devices) await device.engine.stop();
    for (const cache of this.#caches) await cache.close();
    this.killServer();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
