import 'fake-indexeddb/auto';
import type { DBSchema } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { closeConnection } from './connections.ts';
import { openIdb } from './openIdb.ts';
import type { StorageError } from './StorageError.ts';
import { transact } from './transact.ts';

interface Notes extends DBSchema {
  notes: { key: string; value: string };
}

let names = 0;
async function open() {
  const lost: StorageError[] = [];
  names += 1;
  const database = await openIdb<Notes>({
    name: `notes ${names}`,
    upgrades: [(made) => void made.createObjectStore('notes')],
    onLost: (error) => lost.push(error),
  });
  const read = () =>
    transact(database, 'readonly', 'relaxed', (begun) => begun.objectStore('notes').getAll());
  return { database, lost, read };
}

/** As in Safari, where a connection dies and no event says so. */
function die(name: string, message: string): void {
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException(message, name);
  });
}

afterEach(() => vi.restoreAllMocks());

describe('a connection that dies and says nothing', () => {
  it.each([
    [
      'UnknownError',
      'Connection to Indexed Database server lost. Refresh the page to try again',
      'unreadable',
    ],
    ['InvalidStateError', 'The database connection is closing.', 'lost'],
  ])('is reported once, by the first transaction that fails with %s', async (name, message, code) => {
    const { lost, read } = await open();
    expect(await read()).toEqual([]);
    die(name, message);
    await expect(read()).rejects.toMatchObject({ name: 'StorageError', code });
    await expect(read()).rejects.toMatchObject({ code });
    expect(lost).toMatchObject([{ code }]);
  });

  it('is nobody’s news once its owner has closed it', async () => {
    const { database, lost, read } = await open();
    closeConnection(database);
    await expect(read()).rejects.toMatchObject({ code: 'lost' });
    expect(lost).toEqual([]);
  });
});
