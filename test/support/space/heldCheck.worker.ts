import { existsSync, writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { openToRead } from '../../../src/sqlite/openDatabase.ts';

/**
 * A check of a database, which it has open, that goes on, busy and deaf as a real one is, from when it has made the file `<path>.begun` until there is
 * a file `<path>.go`; then it finds nothing wrong.
 */
const path = String(workerData);
const clock = new Int32Array(new SharedArrayBuffer(4));
const LOOK_EVERY_MS = 10;

const database = openToRead(path);
database.pragma('user_version');
writeFileSync(`${path}.begun`, '');
while (!existsSync(`${path}.go`)) Atomics.wait(clock, 0, 0, LOOK_EVERY_MS);
database.close();
parentPort?.postMessage(null);
