import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../src/server/startServer.ts';
import { collectWhenAsked } from './collectWhenAsked.ts';

/**
 * Our server as it is, durable in a temporary folder, with the limits that would throttle the load raised
 * and passwords cheap. Prints its port when it listens; removes the folder when it is told to stop.
 */
const dataFolder = mkdtempSync(join(process.env['PARLEY_BENCH_DATA'] ?? tmpdir(), 'parley-bench-'));
const plenty = { perSecond: 1e9, burst: 1e9 };
const server = await startServer({
  dataFolder,
  host: '127.0.0.1',
  port: 0,
  registration: 'open',
  passwordCost: { N: 16, r: 1, p: 1 },
  limits: {
    send: plenty,
    change: plenty,
    create: plenty,
    mark: plenty,
    read: plenty,
    signInPerName: plenty,
    signInPerAddress: plenty,
    registerPerAddress: plenty,
  },
});
console.log(server.port);
collectWhenAsked();
process.on('SIGTERM', async () => {
  await server.close();
  rmSync(dataFolder, { recursive: true, force: true });
  process.exit(0);
});
