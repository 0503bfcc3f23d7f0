import type { DBSchema, IDBPDatabase } from 'idb';
import { z } from 'zod';
import { type KnownSpace, knownSpaceSchema } from '../../client/app/knownSpace.ts';
import type { Log } from '../../client/app/Log.ts';
import { storedSettingsSchema } from '../../client/app/storedSettings.ts';
import type { Clock } from '../../client/clock.ts';
import type { Settings } from '../../shared/ipc/views.ts';
import { parseUntrusted } from '../../shared/model/parseUntrusted.ts';
import { closeConnection } from '../idb/connections.ts';
import { deleteIdb, openIdb, type Upgrade } from '../idb/openIdb.ts';
import { StorageError } from '../idb/StorageError.ts';
import { transact } from '../idb/transact.ts';
import { inTime } from './inTime.ts';
import { patiently } from './patiently.ts';

/** The name of the database of what is no space's; nothing else of this origin is called so. */
const NAME = 'parley';

interface KeptSchema extends DBSchema {
  kept: { key: string; value: unknown };
}
type Database = IDBPDatabase<KeptSchema>;

const upgrades: readonly Upgrade<KeptSchema>[] = [(database) => void database.createObjectStore('kept')];

const schemas = {
  entry: knownSpaceSchema.nullable().default(null),
  /** The refresh token of the session. */
  session: z.string().nullable().default(null),
  settings: storedSettingsSchema.prefault({}),
};
type Values = { entry: KnownSpace | null; session: string | null; settings: Settings };

export type Kept = Awaited<ReturnType<typeof openKept>>;

/** Whether nothing but beginning anew helps, now that waiting has not. */
const isDamage = (error: unknown): boolean =>
  error instanceof StorageError && (error.code === 'damaged' || error.code === 'unreadable');

/**
 * What a browser keeps for this page between visits, besides cache and outbox: the space, the session and the settings. It is
 * held in memory as well, and the one that writes puts it back where the browser takes it away or spoils it while it is in use.
 * What is damaged when it is opened begins anew. Rejects with `StorageError`.
 */
export async function openKept(clock: Clock, log: Log) {
  let database: Promise<Database> | undefined;
  /** What stands in memory alone, because it could not be written. */
  const unwritten = new Set<keyof Values>();
  let isWriter = false;
  const { values, isRenewed } = await begin();

  function open(): Promise<Database> {
    const opening = openIdb<KeptSchema>({
      name: NAME,
      upgrades,
      onLost(error) {
        log.warn('what is kept is out of reach, and is opened again', error);
        database = undefined;
        if (error.code === 'lost' && isWriter)
          patiently(clock, putBack).catch((cause: unknown) =>
            log.error('what was lost could not be put back', cause),
          );
      },
    });
    return inTime(clock, NAME, opening, closeConnection);
  }

  /** Opened when it is next needed, where it was lost. */
  function opened(): Promise<Database> {
    if (database) return database;
    const opening = open();
    database = opening;
    opening.catch(() => {
      if (database === opening) database = undefined;
    });
    return opening;
  }

  async function begin(): Promise<{ values: Values; isRenewed: boolean }> {
    try {
      return await patiently(clock, read);
    } catch (error) {
      if (!isDamage(error)) throw error;
      await beginAnew(error);
      return { values: (await read()).values, isRenewed: true };
    }
  }

  async function beginAnew(error: unknown): Promise<void> {
    log.error('what was kept is damaged, and begins anew', error);
    const held = database;
    database = undefined;
    await held?.then(closeConnection, () => undefined);
    await inTime(clock, NAME, deleteIdb(NAME));
  }

  /** What is not there any more, as it is in memory; what is there may be newer, and stays. */
  const putBack = () =>
    change(async (store) => {
      for (const [key, value] of Object.entries(values))
        if ((await store.getKey(key)) === undefined) await store.put(value, key);
    });

  const write = (changes: Partial<Values>) =>
    change(async (store) => {
      for (const [key, value] of Object.entries(changes)) await store.put(value, key);
    });

  type Store = {
    getKey(key: string): Promise<string | undefined>;
    put(value: unknown, key: string): Promise<string>;
  };
  async function change(work: (store: Store) => Promise<void>): Promise<void> {
    const changing = transact(await opened(), 'readwrite', 'strict', (transaction) =>
      work(transaction.objectStore('kept')),
    );
    await inTime(clock, NAME, changing);
  }

  async function read(): Promise<{ values: Values; isRenewed: boolean }> {
    const reading = transact(await opened(), 'readonly', 'strict', (transaction) => {
      const store = transaction.objectStore('kept');
      return Promise.all([store.get('entry'), store.get('session'), store.get('settings')]);
    });
    const [entry, session, settings] = await inTime(clock, NAME, reading);
    const found = {
      entry: parsed(schemas.entry, entry, 'space'),
      session: parsed(schemas.session, session, 'session'),
      settings: parsed(schemas.settings, settings, 'settings'),
    };
    return { values: found, isRenewed: entry != null && found.entry === null };
  }

  /** What cannot be read is as if it had never been: a person signs in again. */
  function parsed<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
    const result = parseUntrusted(schema, value);
    if (result.success) return result.data;
    log.error(`the ${what} that was kept cannot be read`, z.prettifyError(result.error));
    return schema.parse(undefined);
  }

  return {
    get: <K extends keyof Values>(key: K): Values[K] => values[key],
    /** Whether it was damaged when it was opened: whose this browser is, is not known any more. */
    isRenewed,
    async set(changes: Partial<Values>): Promise<void> {
      Object.assign(values, changes);
      const keys = Object.keys(changes) as (keyof Values)[];
      for (const key of keys) unwritten.add(key);
      try {
        // What was taken away just now is opened again meanwhile.
        await patiently(clock, () => write(changes));
      } catch (error) {
        if (!(isWriter && isDamage(error))) throw error;
        await beginAnew(error);
        await write(values);
      }
      for (const key of keys) unwritten.delete(key);
    },
    /** Whether this one puts back what the browser takes away: another tab may know something newer. */
    setWriter(is: boolean): void {
      isWriter = is;
    },
    /** Reads again what another tab may have written. */
    async refresh(): Promise<void> {
      const found = await patiently(clock, read);
      const known = [...unwritten].map((key) => [key, values[key]]);
      Object.assign(values, found.values, Object.fromEntries(known));
    },
  };
}
