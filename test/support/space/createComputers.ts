import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Arrival } from '../../../src/client/Engine.ts';
import { openSpaces, type Spaces } from '../../../src/main/spaces/openSpaces.ts';
import type { SpacesContext } from '../../../src/main/spaces/SpacesContext.ts';
import type { Delta } from '../../../src/shared/ipc/deltas.ts';
import type { SpaceView } from '../../../src/shared/ipc/views.ts';
import type { SpaceId } from '../../../src/shared/model/ids.ts';
import { soon } from '../soon.ts';
import { contextOf } from './contextOf.ts';
import { freePort } from './freePort.ts';

export { keychain } from './contextOf.ts';

export const host = { displayName: 'Ada L.', username: 'ada', password: 'correct horse' };
export const guest = { displayName: 'Bob', username: 'bob', password: 'battery staple' };

/** The main process of one computer, without its windows. */
export type Computer = {
  spaces: Spaces;
  deltas: Delta[];
  arrivals: Arrival[];
  view(spaceId: SpaceId): SpaceView;
};

export const portOf = (view: SpaceView): number =>
  view.hosting?.status === 'running' ? view.hosting.port : 0;

export const online = (computer: Computer, spaceId: SpaceId) =>
  soon(() => expect(computer.view(spaceId).connection.status).toBe('online'));

export async function generalOf(computer: Computer, spaceId: SpaceId) {
  const engine = await computer.spaces.engine(spaceId);
  const general = await soon(async () => {
    const found = (await engine.content()).conversations.find(({ everyone }) => everyone);
    if (!found) throw new Error('not there yet');
    return found;
  });
  const texts = async () =>
    (await engine.page({ conversationId: general.id, limit: 50 })).messages.map(({ text }) => text);
  return { engine, conversationId: general.id, texts };
}

/** Computers with real storage, links and hosted servers, each with a folder of its name in `folder`. */
export function createComputers() {
  const folder = mkdtempSync(join(tmpdir(), 'parley-spaces-'));
  const running = new Set<Computer>();

  async function start(name: string, changes: Partial<SpacesContext> = {}): Promise<Computer> {
    const deltas: Delta[] = [];
    const arrivals: Arrival[] = [];
    const context = contextOf(join(folder, name), join(folder, 'web'), {
      onDelta: (delta) => deltas.push(delta),
      notifier: { arrived: async (arrival) => void arrivals.push(arrival), async told() {} },
      ...changes,
    });
    const spaces = await openSpaces(context);
    const view = (spaceId: SpaceId): SpaceView => {
      const found = spaces.views().find((each) => each.spaceId === spaceId);
      if (!found) throw new Error('This space is not there.');
      return found;
    };
    spaces.open();
    const computer = { spaces, deltas, arrivals, view };
    running.add(computer);
    return computer;
  }

  return {
    folder,
    start,
    async stop(computer: Computer): Promise<void> {
      running.delete(computer);
      await computer.spaces.close();
    },
    /** Hosts a space called Garden. */
    host: async (computer: Computer, port?: number) =>
      computer.spaces.host({ spaceName: 'Garden', ...host, port: port ?? (await freePort()) }),
    async dispose(): Promise<void> {
      await Promise.all([...running].map(({ spaces }) => spaces.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
