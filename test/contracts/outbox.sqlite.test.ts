import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { outboxMigrations } from '../../src/main/cache/outbox/migrations.ts';
import { openOutbox } from '../../src/main/cache/outbox/openOutbox.ts';
import { migrate } from '../../src/sqlite/migrate.ts';
import { openDatabase } from '../../src/sqlite/openDatabase.ts';
import { ada, clientId, conversationId } from './builders.ts';
import { outboxContract } from './outbox.contract.ts';

let folder = '';
let files = 0;
const nextPath = () => {
  files += 1;
  return join(folder, `${files}.sqlite`);
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-outbox-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

outboxContract('SQLite', async () => {
  const path = nextPath();
  const outbox = openOutbox(path);
  const reopen = async () => {
    await outbox.close();
    return openOutbox(path);
  };
  return { outbox, reopen };
});

it('S17: reads rows as they were written before groups could be made in the window', async () => {
  const path = nextPath();
  await openOutbox(path).close();
  const before = openDatabase(path, { synchronous: 'FULL' });
  before
    .prepare(
      `INSERT INTO request (client_id, conversation_id, action, created_at, attempted, refusal, discarded)
       VALUES (?, ?, ?, 1, 0, NULL, 0)`,
    )
    .run(clientId(1), conversationId(1), JSON.stringify({ kind: 'createDirect', userId: ada }));
  before.close();
  const outbox = openOutbox(path);
  expect((await outbox.rows()).map(({ action }) => action)).toEqual([{ kind: 'createDirect', userId: ada }]);
  await outbox.close();
});

it('S17: refuses an outbox from a newer version and leaves it as it is', async () => {
  const path = nextPath();
  await openOutbox(path).close();
  const later = openDatabase(path, { synchronous: 'FULL' });
  later.pragma('user_version = 99');
  later.close();
  expect(() => openOutbox(path)).toThrow('newer version of Parley');
});

it.each([2n ** 53n + 1n, 2n ** 63n - 1n])(
  'S17: keeps what is new below a row that was moved to the end of all numbers (%d)',
  async (position) => {
    const path = nextPath();
    const draw = (number: number) => ({
      ...{ clientId: clientId(number), conversationId: conversationId(1), createdAt: number },
      ...{ action: { kind: 'join' as const }, attempted: false, refusal: null, discarded: false },
    });
    const first = openOutbox(path);
    const rows = [await first.add(draw(1)), await first.add(draw(2)), await first.add(draw(3))];
    await first.remove(clientId(3));
    await first.close();
    const database = openDatabase(path, { synchronous: 'FULL' });
    database.prepare('UPDATE request SET position = ? WHERE client_id = ?').run(position, clientId(1));
    database.close();
    const outbox = openOutbox(path);
    const anew = await outbox.add(draw(4));
    expect(anew.position).toBeGreaterThan(rows[2]?.position ?? 0);
    await outbox.close();
    const again = openOutbox(path);
    expect(await again.rows()).toEqual([rows[1], anew]);
    await again.close();
  },
);

it('S17: an outbox of the first version keeps its drafts', async () => {
  const path = nextPath();
  const first = openDatabase(path, { synchronous: 'FULL' });
  migrate(first, outboxMigrations.slice(0, 1));
  first.prepare('INSERT INTO draft VALUES (?, ?)').run(conversationId(1), 'half a thought');
  first.close();
  const outbox = openOutbox(path);
  expect(await outbox.drafts()).toEqual([
    {
      conversationId: conversationId(1),
      text: 'half a thought',
      replyTo: null,
      base: { text: '', replyTo: null, revision: 0 },
      sent: null,
    },
  ]);
  await outbox.close();
});
