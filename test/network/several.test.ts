import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createNetwork, type Network, whyNoNamespaces } from '../support/network/createNetwork.ts';
import { type Desk, startDesk } from '../support/network/startDesk.ts';

const soon = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 200 });

/** Dora hosts on a computer that is on more than one network; on each of them is somebody who looks around. */
describe.runIf(whyNoNamespaces() === null)('a computer on several networks', () => {
  let folder: string;
  let network: Network;
  const desks: Desk[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-network-'));
    network = await createNetwork();
  });
  afterAll(async () => {
    await Promise.all(desks.map((desk) => desk.end()));
    await network?.dispose();
    if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function deskAt(name: string, ...addresses: [string, ...string[]]) {
    const host = await network.connect(name, addresses[0]);
    for (const address of addresses.slice(1)) await host.join(address);
    const desk = await startDesk(host, { data: join(folder, name), web: join(folder, 'web') });
    desks.push(desk);
    await desk.start();
    await desk.watch(true);
    return { host, desk };
  }
  const finds = ({ desk }: { desk: Desk }, address: string) =>
    soon(async () =>
      expect(await desk.around()).toMatchObject([
        { name: 'Garden', state: 'alive', address: expect.stringContaining(address) },
      ]),
    );

  it('is found on each, by its address there, and on those that it joins later', async () => {
    const dora = await deskAt('dora', '10.77.1.1', '10.77.2.1');
    const [emil, fay, gus] = await Promise.all([
      deskAt('emil', '10.77.1.2'),
      deskAt('fay', '10.77.2.2'),
      deskAt('gus', '10.77.3.2'),
    ]);
    const account = { displayName: 'Dora', username: 'dora', password: 'correct horse battery' };
    await dora.desk.host({ spaceName: 'Garden', ...account });
    await Promise.all([finds(emil, '10.77.1.1'), finds(fay, '10.77.2.1')]);
    expect(await gus.desk.around()).toEqual([]);
    await dora.host.join('10.77.3.1');
    await finds(gus, '10.77.3.1');
    await dora.desk.quit();
    for (const { desk } of [emil, fay, gus]) await soon(async () => expect(await desk.around()).toEqual([]));
  });
});
