import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { SpaceView } from '../../../src/shared/ipc/views.ts';
import type { SpaceId } from '../../../src/shared/model/ids.ts';
import { soon } from '../soon.ts';
import { createNetwork, type NetworkHost } from './createNetwork.ts';
import { type Desk, startDesk } from './startDesk.ts';

export const password = 'correct horse battery';
export const person = (displayName: string) => ({
  displayName,
  username: displayName.toLowerCase(),
  password,
});

export const portOf = ({ hosting }: SpaceView): number => (hosting?.status === 'running' ? hosting.port : 0);

export type Office = Awaited<ReturnType<typeof createOffice>>;

/** People with desktop apps on a network, and one space that they are in or find. */
export async function createOffice() {
  const folder = await mkdtemp(join(tmpdir(), 'parley-network-'));
  const network = await createNetwork();
  const desks: Desk[] = [];
  let spaceId: SpaceId | undefined;
  /** All that was said in it, in its order. */
  const said: string[] = [];

  const space = (): SpaceId => {
    if (spaceId === undefined) throw new Error('Nobody hosts yet.');
    return spaceId;
  };

  async function viewOf(desk: Desk): Promise<SpaceView> {
    const found = (await desk.views()).find((view) => view.spaceId === spaceId);
    if (found === undefined) throw new Error('The app is not in the space.');
    return found;
  }

  return {
    folder,
    network,
    said,
    space,
    viewOf,

    /** Somebody comes, with an app of their own that runs. */
    async comes(
      name: string,
      ...addresses: [string, ...string[]]
    ): Promise<{ desk: Desk; host: NetworkHost }> {
      const host = await network.connect(name, addresses[0]);
      for (const address of addresses.slice(1)) await host.join(address);
      const web = join(import.meta.dirname, '../../../out/web');
      const desk = await startDesk(host, { data: join(folder, name), web });
      desks.push(desk);
      await desk.start();
      return { desk, host };
    },

    async hosts(desk: Desk, name: string): Promise<SpaceId> {
      ({ spaceId } = await desk.host({ spaceName: 'Garden', ...person(name) }));
      return spaceId;
    },

    /** Joins at an address by an invite of the host's, with the key that is in it. */
    async joins(desk: Desk, name: string, address: string, by: Desk): Promise<void> {
      const { code, pin } = await by.invite(space());
      const account = { mode: 'register' as const, invite: code, ...person(name) };
      await desk.join({ address, account, ...(pin !== null && { pin }) });
    },

    isAt: (desk: Desk, status: string) =>
      soon(async () => expect((await viewOf(desk)).connection.status).toBe(status)),
    isReachedAt: (desk: Desk, address: string) =>
      soon(async () => expect((await viewOf(desk)).address).toBe(address)),
    finds: (desk: Desk, found: object[]) =>
      soon(async () => expect(await desk.around()).toMatchObject(found)),

    async says(desk: Desk, text: string): Promise<void> {
      await desk.say(space(), text);
      said.push(text);
    },
    /** Each once, and in its order. */
    sees: (...who: Desk[]) =>
      Promise.all(who.map((desk) => soon(async () => expect(await desk.texts(space())).toEqual(said)))),

    async dispose(): Promise<void> {
      await Promise.all(desks.map((desk) => desk.end()));
      await network.dispose();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
