import fc from 'fast-check';
import { v4, v7 } from 'uuid';
import { expect, it } from 'vitest';
import { type ClientId, clientIdSchema, type UserId } from '../../../shared/model/ids.ts';
import { migrate } from '../../../sqlite/migrate.ts';
import { IN_MEMORY, openDatabase } from '../../../sqlite/openDatabase.ts';
import { migrations } from './migrations/index.ts';
import { createRequestRows } from './requestRows.ts';
import { createSpentIds } from './spentIds.ts';

const NOW = 1_795_262_513_571;
const DAY_MS = 24 * 60 * 60 * 1000;
const idAt = (msecs: number) => clientIdSchema.parse(v7({ msecs }));
const kept = {
  ...{ request: 'message:send' as const, conversationId: '' as never, messageId: null },
  ...{ seq: null, subjectId: null, at: NOW },
};

/** The ids of a database, and what a server knows of them that starts on it now. */
function createStory() {
  const database = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' });
  migrate(database, migrations);
  for (const id of ['ann', 'ben'])
    database.exec(
      `INSERT INTO users (id, username, display_name, role, password_hash, created_at)
         VALUES ('${id}', '${id}', '${id}', 'member', 'x', 1)`,
    );
  const start = () => {
    const ids = createSpentIds(database, NOW);
    const requests = createRequestRows(database, ids);
    return { ids, spend: (author: UserId, id: ClientId) => requests.insert(author, id, kept) };
  };
  return { start };
}

const author = fc.constantFrom('ann', 'ben') as fc.Arbitrary<UserId>;
/** Of every version, and of clocks that are right, slow or ahead. */
const id = fc.oneof(
  fc.integer({ min: -3, max: 3 }).map((days) => idAt(NOW + days * DAY_MS)),
  fc.integer({ min: 0, max: 50 }).map((ms) => idAt(NOW + ms)),
  fc.constant(null).map(() => clientIdSchema.parse(v4())),
);

it('S5: no id that was spent is taken for a free one, whatever clocks made it, over restarts', () => {
  const act = fc.oneof(
    { weight: 5, arbitrary: fc.record({ author, id, again: fc.boolean() }) },
    { weight: 1, arbitrary: fc.constant('restart' as const) },
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const { start } = createStory();
      const spent = new Map<string, [UserId, ClientId]>();
      let server = start();
      for (const act of acts)
        if (act === 'restart') server = start();
        else {
          if (!spent.has(act.author + act.id)) server.spend(act.author, act.id);
          spent.set(act.author + act.id, [act.author, act.id]);
          for (const [author, id] of spent.values()) expect(server.ids.isFree(author, id)).toBe(false);
        }
    }),
    { numRuns: 50 },
  );
});

it('S5: what a person sends next is free without a look, whatever others or those of another version have sent', () => {
  const { start } = createStory();
  const before = start();
  before.spend('ann' as UserId, idAt(NOW - DAY_MS));
  before.spend('ben' as UserId, 'f0000000-0000-4000-8000-000000000000' as ClientId);
  const { ids, spend } = start();
  for (const at of [NOW, NOW + 1, NOW + 100 * DAY_MS]) {
    const next = idAt(at);
    expect(ids.isFree('ann' as UserId, next)).toBe(true);
    spend('ann' as UserId, next);
    expect(ids.isFree('ben' as UserId, next)).toBe(true);
  }
});
