import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openCache } from '../../src/main/cache/openCache.ts';
import { openOutbox } from '../../src/main/cache/outbox/openOutbox.ts';
import { systemClock } from '../../src/server/clock.ts';
import { openSqliteStore } from '../../src/server/store/sqlite/openSqliteStore.ts';
import { conversationStream, userStream } from '../../src/shared/model/stream.ts';
import { parseEvent } from '../../src/shared/protocol/events.ts';
import { openDatabase } from '../../src/sqlite/openDatabase.ts';
import { databases, type FixtureKind, fixturePath, versionsOf } from '../fixtures/databases.ts';
import { kept } from '../fixtures/outboxRows.ts';
import { ada, garden, head, me, people, readState, space, spoken } from '../fixtures/told.ts';
import { clientId, identity } from './builders.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-upgrades-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of what a build of that version left. */
function left(kind: FixtureKind, version: number): string {
  const path = join(folder, `${kind}-${version}.sqlite`);
  copyFileSync(fixturePath(kind, version), path);
  return path;
}
const everything = { events: 500, bytes: 1e9 };
const titled = (version: number) => (version < 2 ? {} : { title: 'Gardener' });

describe.each(Object.keys(databases) as FixtureKind[])('%s', (kind) => {
  it('has a file of every version: node scripts/makeFixtures.ts makes what is missing', () => {
    expect(versionsOf(kind)).toEqual(databases[kind].migrations.map((_, index) => index + 1));
  });
});

describe.each(versionsOf('server'))("a space's data of version %i", (version) => {
  it('is opened with all that it holds, told as it stands, and goes on', async () => {
    const database = openDatabase(left('server', version), { synchronous: 'NORMAL' });
    const store = openSqliteStore(database, { clock: systemClock });
    expect(store).toMatchObject({ name: space.name, identity: { spaceId: space.id, epoch: identity.epoch } });
    expect(await store.knowsIncarnation(identity.incarnation)).toBe(true);
    expect(await store.credentials('user0001')).toMatchObject({ passwordHash: 'hash of user0001' });
    expect(await store.user(ada)).toMatchObject({ displayName: 'Ada', ...titled(version) });

    const { messages } = await store.history(me, { conversationId: garden.id, afterSeq: 0, limit: 50 });
    expect(messages).toEqual(spoken);
    const stream = conversationStream(garden.id);
    for (const [one, seq] of [
      ['directory', 3],
      [userStream(me), version < 2 ? 1 : 2],
      [stream, head],
    ] as const) {
      const page = await store.eventsAfter(me, one, 0, everything);
      expect(page?.events.map((event) => [event.seq, parseEvent(event).kind])).toEqual(
        Array.from({ length: seq }, (_, index) => [index + 1, 'known']),
      );
    }
    expect((await store.snapshot(me, stream))?.snapshot).toMatchObject({
      messages: spoken,
      memberIds: expect.arrayContaining([me, ada]),
      read: { readSeq: readState.readSeq, unread: readState.unread },
    });

    const session = { userId: me, passwordHash: 'hash of user0001', tokenHash: 'new', expiresAt: 1e15 };
    await store.startSession(session);
    const sent = await store.sendMessage(ada, {
      conversationId: garden.id,
      clientId: clientId(900),
      text: 'now',
    });
    expect(sent).toMatchObject({ seq: head + 1, text: 'now' });
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    await store.close();
  });
});

describe.each(versionsOf('cache'))('a cache of version %i', (version) => {
  it('is opened with all that it holds, and can be read and searched', async () => {
    const cache = openCache(left('cache', version), me);
    const content = await cache.load();
    expect(content).toMatchObject({
      identity,
      space,
      users: people.map(({ id }) => expect.objectContaining({ id })),
    });
    expect(content.users.find(({ id }) => id === ada)).toMatchObject(titled(version));
    const [conversation] = content.conversations;
    const { readSeq, unread } = readState;
    expect(conversation).toMatchObject({
      conversation: { id: garden.id },
      joined: true,
      readSeq,
      unread,
      headSeq: head,
    });
    expect(content.entries.map(({ kind }) => kind)).toEqual(version < 2 ? [] : ['mute']);
    // Builds before the sixth passed over what they did not know: all of it is asked for anew.
    expect(content.cursors.size).toBe(version < 6 ? 0 : 3);
    expect((await cache.page(garden.id, undefined, 50)).messages).toEqual(spoken);
    expect((await cache.members(garden.id)).sort()).toEqual([me, ada].sort());
    while (cache.indexMore(1_000));
    const found = await cache.search({ text: 'edited', conversationId: null, before: null, limit: 5 });
    expect(found.messages).toEqual([spoken[1]]);
    await cache.close();
  });
});

describe.each(versionsOf('outbox'))('an outbox of version %i', (version) => {
  it('S17: is opened with everything that waits in it', async () => {
    const outbox = openOutbox(left('outbox', version));
    const rows = await outbox.rows();
    expect(rows.map(({ action }) => action)).toEqual(kept);
    expect(rows.map(({ clientId: id }) => id)).toEqual(kept.map((_, index) => clientId(101 + index)));
    expect(rows.map(({ attempted }) => attempted)).toEqual(kept.map((_, index) => index % 2 === 1));
    expect(rows[1]?.refusal).toEqual({ code: 'forbidden', message: 'No.' });
    const base = { text: '', replyTo: null, revision: 0 };
    const draft = { conversationId: garden.id, text: 'half a thought', base, sent: null };
    expect(await outbox.drafts()).toEqual([{ ...draft, replyTo: version < 2 ? null : spoken[0]?.id }]);
    expect(await outbox.markNotified([`${spoken[0]?.id}`, 'another'])).toEqual(['another']);
    await outbox.close();
  });
});
