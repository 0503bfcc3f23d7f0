import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v4 as uuid } from 'uuid';
import { createPasswords } from '../../../src/server/auth/createPasswords.ts';
import type { Device } from '../../../src/server/broadcast/Rooms.ts';
import { defaultLimits, type Limits } from '../../../src/server/limits.ts';
import type { Log } from '../../../src/server/log.ts';
import { clientIdSchema } from '../../../src/shared/model/ids.ts';
import type { SessionId } from '../../../src/shared/model/running.ts';
import { type Role, roleSchema, type User } from '../../../src/shared/model/user.ts';
import type { Acknowledgement } from '../../../src/shared/protocol/requests.ts';
import { openDatabase } from '../../../src/sqlite/openDatabase.ts';
import { createHandSpace } from '../../support/space/createHandSpace.ts';
import { cheapPasswords } from '../../support/space/createTestSpace.ts';

/** Memory where the system offers it as a folder: it is not the disk that is tried here. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const unlimited = Object.fromEntries(
  Object.keys(defaultLimits).map((kind) => [kind, { perSecond: 1e9, burst: 1e9 }]),
) as Limits;
const passwords = createPasswords(cheapPasswords);
const clientId = () => clientIdSchema.parse(uuid());

export type FuzzSpace = Awaited<ReturnType<typeof createFuzzSpace>>;

/** A space with somebody of each role and something of each kind, whose faults and commits can be told. */
export async function createFuzzSpace() {
  const folder = mkdtempSync(join(scratch, 'parley-fuzz-'));
  const path = join(folder, 'space.sqlite');
  const faults: unknown[] = [];
  const note = (fields: { err?: unknown }, message: string) =>
    void faults.push({
      message,
      ...fields,
      err: fields.err instanceof Error ? fields.err.stack : fields.err,
    });
  const log: Log = { debug() {}, info() {}, warn() {}, error: note };
  const database = openDatabase(path, { synchronous: 'NORMAL' });
  const hand = createHandSpace(unlimited, undefined, { database, log });
  const { store, settled } = hand;
  /** Another connection, to which SQLite tells whether anyone has committed a change. */
  const onlooker = openDatabase(path, { synchronous: 'NORMAL' });

  const admission = { open: true, first: true, inviteHash: null };
  const passwordHash = await passwords.hash('correct horse');
  const register = (username: string) =>
    settled(store.createAccount({ username, displayName: username, passwordHash, admission }));
  const people: Record<Role, User> = {
    owner: await register('olga'),
    admin: await register('adam'),
    member: await register('mia'),
    guest: await register('gus'),
  };
  for (const role of ['admin', 'guest'] as const)
    await settled(store.setUserRole(null, { userId: people[role].id, role }));
  const devices = {} as Record<Role, Device>;
  const sessions: SessionId[] = [];
  for (const role of roleSchema.options) {
    const session = {
      userId: people[role].id,
      passwordHash,
      tokenHash: uuid(),
      expiresAt: Number.MAX_SAFE_INTEGER,
    };
    sessions.push(await settled(store.startSession(session)));
    devices[role] = (await hand.connect(people[role].id, sessions.at(-1))).device;
  }
  const things = await furnish(hand, people);
  const ids: string[] = [...Object.values(people).map(({ id }) => id), ...sessions, ...things];

  return {
    ids,
    faults,
    /** Rises with every commit that changed anything. */
    version: (): unknown => onlooker.pragma('data_version', { simple: true }),
    async ask(role: Role, name: string, payload: unknown): Promise<Acknowledgement> {
      let answer: Acknowledgement | undefined;
      void hand.space.request(devices[role], name, payload).then((given) => {
        answer = given;
      });
      // A password is hashed in a thread of its own: turns end until that is over.
      while (answer === undefined) await hand.time.endTurn();
      return answer;
    },
    notice: (role: Role, name: string, payload: unknown) =>
      settled(Promise.resolve(hand.space.notice(devices[role], name, payload))),
    /** Lets all be done that wants no time. */
    async rest(): Promise<void> {
      for (let turn = 0; turn < 5; turn++) await hand.time.endTurn();
    },
    /** Lets time pass: what was put off falls due. */
    async pass(ms: number): Promise<void> {
      hand.time.advance(ms);
      await hand.time.endTurn();
    },
    async dispose(): Promise<void> {
      await settled(hand.space.stop());
      await store.close();
      onlooker.close();
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Conversations of each kind with a few messages, an invite, a token and a report; answers their ids. */
async function furnish(
  { store, settled, time }: ReturnType<typeof createHandSpace>,
  people: Record<Role, User>,
) {
  const { owner, admin, member, guest } = people;
  const channel = (name: string, isPrivate: boolean) => ({
    ...{ kind: 'channel' as const, name, private: isPrivate, clientId: clientId() },
    memberIds: [admin.id, member.id, guest.id],
  });
  const made = [
    await settled(store.createConversation(owner.id, channel('garden', false))),
    await settled(store.createConversation(owner.id, channel('cellar', true))),
    await settled(
      store.createConversation(member.id, { kind: 'direct', memberIds: [owner.id], clientId: clientId() }),
    ),
    await settled(
      store.createConversation(member.id, {
        ...{ kind: 'group', memberIds: [owner.id, admin.id], clientId: clientId() },
      }),
    ),
  ];
  const ids: string[] = made.map(({ id }) => id);
  for (const { id: conversationId } of made) {
    for (const text of ['Hello', 'Hello @mia']) {
      const said = { conversationId, clientId: clientId(), text };
      ids.push((await settled(store.sendMessage(member.id, said))).id);
    }
  }
  const expiresAt = time.clock.now() + 1e9;
  const invite = { codeHash: 'code', role: 'member' as const, uses: 5, expiresAt };
  ids.push((await settled(store.createInvite(owner.id, invite))).id);
  ids.push((await settled(store.createServiceToken(owner.id, { name: 'robot', tokenHash: 'hash' }))).id);
  return ids;
}
