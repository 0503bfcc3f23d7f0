import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openOutbox } from '../../src/main/cache/outbox/openOutbox.ts';
import { openDatabase } from '../../src/sqlite/openDatabase.ts';
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

it('S17: refuses an outbox from a newer version and leaves it as it is', async () => {
  const path = nextPath();
  await openOutbox(path).close();
  const later = openDatabase(path, { synchronous: 'FULL' });
  later.pragma('user_version = 99');
  later.close();
  expect(() => openOutbox(path)).toThrow('newer version of Parley');
});
