import 'fake-indexeddb/auto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { openDB } from 'idb';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { DraftRow, NewOutboxRow, OutboxStore } from '../../src/client/outbox/OutboxStore.ts';
import { openCache } from '../../src/main/cache/openCache.ts';
import { openOutbox } from '../../src/main/cache/outbox/openOutbox.ts';
import { isMisshapen } from '../../src/main/cache/worker/isMisshapen.ts';
import { conversationStream, userStream } from '../../src/shared/model/stream.ts';
import { DatabaseError } from '../../src/sqlite/DatabaseError.ts';
import { openDatabase } from '../../src/sqlite/openDatabase.ts';
import { deleteIdb } from '../../src/web/idb/openIdb.ts';
import { openIdbOutbox } from '../../src/web/outbox/openIdbOutbox.ts';
import type { OutboxSchema } from '../../src/web/outbox/schema.ts';
import {
  clientId,
  conversationId,
  created,
  event,
  message,
  messageId,
  snapshotOf,
} from '../contracts/builders.ts';
import { type FixtureKind, fixturePath, versionsOf } from '../fixtures/databases.ts';
import { kept } from '../fixtures/outboxRows.ts';
import { ada, garden, head, me, readState, spoken } from '../fixtures/told.ts';
import { oddValues, type Scribble, scribbleRows } from '../support/damage/scribbleRows.ts';
import { odd, oddText } from './making/oddities.ts';
import { shareOf, tryAll } from './making/run.ts';

/** Memory where the system offers it as a folder: it is not the disk that is tried here. */
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'parley-fuzz-rows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const newestOf = (kind: FixtureKind): string => fixturePath(kind, versionsOf(kind).at(-1) ?? 0);

const scribble: fc.Arbitrary<Scribble> = fc.record({
  at: fc.nat(1_000),
  row: fc.nat(10),
  value: fc.oneof({ weight: 1, arbitrary: oddText }, { weight: 2, arbitrary: fc.constantFrom(...oddValues) }),
});

/** A copy of a file with some of its values written over as no build does. */
function scribbledOver(source: string, scribbles: Scribble[]): string {
  const copies = join(folder, 'copies');
  mkdirSync(copies, { recursive: true });
  for (const name of readdirSync(copies)) rmSync(join(copies, name), { force: true });
  const path = join(copies, 'copy.sqlite');
  copyFileSync(source, path);
  scribbleRows(path, scribbles);
  return path;
}

/** What is said of rows that were never written so; anything else is a fault of ours. */
const isDamage = (error: unknown): boolean =>
  isMisshapen(error) ||
  error instanceof DatabaseError ||
  (error instanceof Error && 'code' in error && /^SQLITE_/.test(String(error.code)));

async function outcome(doing: () => unknown): Promise<'fine' | 'damaged'> {
  try {
    await doing();
    return 'fine';
  } catch (error) {
    if (!isDamage(error)) throw error;
    return 'damaged';
  }
}

const scribbles = fc.array(scribble, { minLength: 1, maxLength: 4 });
const stream = conversationStream(garden.id);

/** One request more than the fixtures have of each kind that came later, and drafts in several places. */
const added = (at: number): NewOutboxRow => ({
  ...{ clientId: clientId(at), conversationId: conversationId(at), createdAt: at, attempted: at % 2 === 0 },
  action: { kind: 'send', text: `text ${at}`, replyTo: null },
  refusal: at === 202 ? { code: 'forbidden', message: 'No.' } : null,
  discarded: false,
});
const draft = (at: number, text: string): DraftRow => ({
  ...{ conversationId: conversationId(at), text, replyTo: null },
  base: { text: 'said before', replyTo: messageId(garden.id, 2), revision: at },
  sent: at % 2 === 0 ? { text, replyTo: null, clientId: clientId(300 + at) } : null,
});
async function fill(outbox: OutboxStore): Promise<void> {
  for (const at of [201, 202, 203]) await outbox.add(added(at));
  await outbox.add({ ...added(204), action: { kind: 'createGroup', userIds: [ada, me] } });
  for (const at of [2, 3, 4, 5]) await outbox.saveDraft(draft(at, `half ${at}`));
}

type Held = { rows: Awaited<ReturnType<OutboxStore['rows']>>; drafts: DraftRow[] };
const heldBy = async (outbox: OutboxStore): Promise<Held> => ({
  rows: await outbox.rows(),
  drafts: await outbox.drafts(),
});
/** What is held of these requests and drafts, by their ids. */
const only = ({ rows, drafts }: Held, ids: ReadonlySet<unknown>): Held => ({
  rows: rows.filter((row) => ids.has(row.clientId)),
  drafts: drafts
    .filter((one) => ids.has(one.conversationId))
    .toSorted((a, b) => a.conversationId.localeCompare(b.conversationId)),
});

/** S17: what nothing has touched is there as it was, and what is new comes after it, also after a restart. */
async function keepsAndTakes(
  open: () => Promise<OutboxStore>,
  before: Held,
  untouched: ReadonlySet<unknown>,
): Promise<void> {
  const outbox = await open();
  expect(only(await heldBy(outbox), untouched)).toEqual(only(before, untouched));
  const anew = await outbox.add(added(500));
  await outbox.saveDraft(draft(500, 'anew'));
  await outbox.close();
  const again = await open();
  const held = await heldBy(again);
  expect(only(held, untouched)).toEqual(only(before, untouched));
  expect(held.rows.at(-1)).toEqual({ ...added(500), position: anew.position });
  expect(held.drafts).toContainEqual(draft(500, 'anew'));
  await again.close();
}

/** Every row of an outbox's file as it stands there, and what it goes by. */
function standing(path: string): { id: unknown; line: string }[] {
  const database = openDatabase(path, { synchronous: 'NORMAL' });
  const found = [
    ['request', 'client_id'],
    ['draft', 'conversation_id'],
    ['notified', 'message_id'],
  ].flatMap(([table = '', key = '']) =>
    database
      .prepare(`SELECT * FROM "${table}"`)
      .all()
      .map((row) => ({
        id: z.record(z.string(), z.unknown()).parse(row)[key],
        line: `${table} ${JSON.stringify(row)}`,
      })),
  );
  database.close();
  return found;
}

describe('a file of the app’s with rows that something else has written over', () => {
  it('is read, or said to be damaged, if it is the cache', async () => {
    const seen = { fine: 0, damaged: 0 };
    await tryAll(shareOf(0.015), scribbles, async (made) => {
      const path = scribbledOver(newestOf('cache'), made);
      let cache: ReturnType<typeof openCache> | undefined;
      seen[
        await outcome(() => {
          cache = openCache(path, me);
        })
      ] += 1;
      if (cache === undefined) return;
      const { id } = spoken[0] ?? message(garden.id, 2);
      const opened = cache;
      for (const ask of [
        () => opened.load(),
        () => opened.page(garden.id, undefined, 50),
        () => opened.page(garden.id, { aroundId: id }, 50),
        () => opened.members(garden.id),
        () => opened.message(id),
        () => opened.thread(id),
        () => opened.threads([id]),
        () => opened.indexMore(1_000),
        () => opened.search({ text: 'hello', conversationId: null, before: null, limit: 5 }),
        () => opened.applyEvents(stream, [created(message(garden.id, head + 1))]),
        () => opened.advanceRead(garden.id, head),
        () =>
          opened.applyEvents(userStream(me), [
            event(userStream(me), 2, 'conversation.left', { conversationId: garden.id }),
          ]),
        () => opened.applySnapshot(stream, snapshotOf(garden, [], 1, readState), head),
      ])
        seen[await outcome(ask)] += 1;
      // Nothing that was in it stands in the way of beginning anew.
      expect(await outcome(() => opened.reset())).toBe('fine');
      await opened.close();
      expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
    });
    expect(Math.min(seen.fine, seen.damaged)).toBeGreaterThan(0);
  });

  it('S17: gives all that was not touched as it was and takes what is new, if it is the outbox', async () => {
    const source = join(folder, 'outbox.sqlite');
    copyFileSync(newestOf('outbox'), source);
    const full = openOutbox(source);
    await fill(full);
    const before = await heldBy(full);
    await full.close();
    expect([before.rows.length, before.drafts.length]).toEqual([kept.length + 4, 5]);
    const sound = standing(source);
    const seen = { touched: 0, untouched: 0 };
    await tryAll(shareOf(0.005), scribbles, async (made) => {
      const path = scribbledOver(source, made);
      const lines = new Set(standing(path).map(({ line }) => line));
      const untouched = new Set(sound.filter(({ line }) => lines.has(line)).map(({ id }) => id));
      seen.untouched += untouched.size;
      seen.touched += sound.length - untouched.size;
      await keepsAndTakes(async () => openOutbox(path), before, untouched);
      const outbox = openOutbox(path);
      const marks = spoken.map(({ id }) => id).filter((id) => untouched.has(id));
      expect(await outbox.markNotified(marks)).toEqual([]);
      await outbox.close();
    });
    expect(Math.min(seen.touched, seen.untouched)).toBeGreaterThan(0);
  });

  it('S17: and so does the outbox of a browser', async () => {
    const name = 'scribbled outbox';
    const open = () =>
      openIdbOutbox(name, {
        onLost(error) {
          throw error;
        },
        onUnreadable() {},
      });
    const touching = fc.record({
      store: fc.constantFrom('requests' as const, 'drafts' as const),
      at: fc.nat(10),
      field: fc.nat(10),
      value: fc.oneof(odd, fc.constant(undefined)),
    });
    await tryAll(shareOf(0.003), fc.array(touching, { minLength: 1, maxLength: 4 }), async (made) => {
      const outbox = await open();
      await fill(outbox);
      const before = await heldBy(outbox);
      await outbox.close();
      const untouched = new Set<unknown>([
        ...before.rows.map((row) => row.clientId),
        ...before.drafts.map((one) => one.conversationId),
      ]);
      const database = await openDB<OutboxSchema>(name);
      for (const { store, at, field, value } of made) {
        const rows = await database.getAll(store);
        const row = rows[at % rows.length] ?? {};
        untouched.delete('clientId' in row ? row.clientId : Reflect.get(row, 'conversationId'));
        // The place of a request is its key, which the database gives and keeps apart.
        const fields = Object.keys(row).filter((key) => key !== 'position');
        Reflect.set(row, fields[field % fields.length] ?? '', value);
        try {
          await database.put(store, row as never);
        } catch (error) {
          // What can be no key, or is the key of another, nothing can have written.
          if (!(error instanceof Error && /^(Data|Constraint)Error$/.test(error.name))) throw error;
        }
      }
      database.close();
      await keepsAndTakes(open, before, untouched);
      await deleteIdb(name);
    });
  });
});
