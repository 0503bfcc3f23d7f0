import type { DBSchema, IDBPDatabase } from 'idb';
import { z } from 'zod';
import { type KnownSpace, knownSpaceSchema } from '../../client/app/knownSpace.ts';
import type { Log } from '../../client/app/Log.ts';
import { storedSettingsSchema } from '../../client/app/storedSettings.ts';
import type { Clock } from '../../client/clock.ts';
import type { Settings } from '../../shared/ipc/views.ts';
import { openIdb, type Upgrade } from '../idb/openIdb.ts';
import { StorageError } from '../idb/StorageError.ts';
import { transact } from '../idb/transact.ts';
import { patiently } from './patiently.ts';

/** The name of the database of what is no space's; nothing else of this origin is called so. */
const NAME = 'parley';

interface KeptSchema extends DBSchema {
  kept: { key: string; value: unknown };
}

const upgrades: readonly Upgrade<KeptSchema>[] = [(database) => void database.createObjectStore('kept')];

const schemas = {
  entry: knownSpaceSchema.nullable().default(null),
  /** The refresh token of the session. */
  session: z.string().nullable().default(null),
  settings: storedSettingsSchema.prefault({}),
};
type Values = { entry: KnownSpace | null; session: string | null; settings: Settings };

export type Kept = Awaited<ReturnType<typeof openKept>>;

/**
 * What a browser keeps for this page between visits, besides cache and outbox: the space, the session and the settings. It is
 * held in memory as well, and the one that writes puts it back where the browser takes it away while it is in use. Rejects with `StorageError`.
 */
export async function openKept(clock: Clock, log: Log) {
  let database: Promise<IDBPDatabase<KeptSchema>> | undefined = open();
  /** What stands in memory alone, because it could not be written. */
  const unwritten = new Set<keyof Values>();
  let isWriter = false;
  const values = await read(await database);

  function open(): Promise<IDBPDatabase<KeptSchema>> {
    return openIdb<KeptSchema>({
      name: NAME,
      upgrades,
      onLost(error) {
        log.warn('what is kept is out of reach, and is opened again', error);
        database = undefined;
        if (error.code === 'lost' && isWriter)
          putBack().catch((cause: unknown) => log.error('what was lost could not be put back', cause));
      },
    });
  }

  /** Opened when it is next needed, where it was lost. */
  function opened(): Promise<IDBPDatabase<KeptSchema>> {
    if (database) return database;
    const opening = patiently(clock, open);
    database = opening;
    opening.catch(() => {
      if (database === opening) database = undefined;
    });
    return opening;
  }

  /** What is not there any more, as it is in memory; what is there may be newer, and stays. */
  async function putBack(): Promise<void> {
    await transact(await opened(), 'readwrite', 'strict', async (transaction) => {
      const store = transaction.objectStore('kept');
      for (const [key, value] of Object.entries(values))
        if ((await store.getKey(key)) === undefined) await store.put(value, key);
    });
  }

  async function write(changes: Partial<Values>): Promise<void> {
    await transact(await opened(), 'readwrite', 'strict', async (transaction) => {
      const store = transaction.objectStore('kept');
      for (const [key, value] of Object.entries(changes)) await store.put(value, key);
    });
  }

  async function read(from: IDBPDatabase<KeptSchema>): Promise<Values> {
    const [entry, session, settings] = await transact(from, 'readonly', 'strict', (transaction) => {
      const store = transaction.objectStore('kept');
      return Promise.all([store.get('entry'), store.get('session'), store.get('settings')]);
    });
    return {
      entry: parsed(schemas.entry, entry, 'space'),
      session: parsed(schemas.session, session, 'session'),
      settings: parsed(schemas.settings, settings, 'settings'),
    };
  }

  /** What cannot be read is as if it had never been: a person signs in again. */
  function parsed<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    log.error(`the ${what} that was kept cannot be read`, z.prettifyError(result.error));
    return schema.parse(undefined);
  }

  return {
    get: <K extends keyof Values>(key: K): Values[K] => values[key],
    async set(changes: Partial<Values>): Promise<void> {
      Object.assign(values, changes);
      const keys = Object.keys(changes) as (keyof Values)[];
      for (const key of keys) unwritten.add(key);
      try {
        await write(changes);
      } catch (error) {
        if (!(error instanceof StorageError && (error.code === 'lost' || error.code === 'unreadable')))
          throw error;
        // It was taken away just now, and is opened again meanwhile.
        await patiently(clock, () => write(changes));
      }
      for (const key of keys) unwritten.delete(key);
    },
    /** Whether this one puts back what the browser takes away: another tab may know something newer. */
    setWriter(is: boolean): void {
      isWriter = is;
    },
    /** Reads again what another tab may have written. */
    async refresh(): Promise<void> {
      const found = await read(await opened());
      const known = [...unwritten].map((key) => [key, values[key]]);
      Object.assign(values, found, Object.fromEntries(known));
    },
  };
}
