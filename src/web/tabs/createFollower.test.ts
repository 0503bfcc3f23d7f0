import { expect, it, vi } from 'vitest';
import type { Delta } from '../../shared/ipc/deltas.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { spaceIdSchema, userIdSchema } from '../../shared/model/ids.ts';
import { createFollower } from './createFollower.ts';

const garden = spaceIdSchema.parse('01900000-0000-7000-8000-000000000001');
const viewOf = (connection: SpaceView['connection'], unread = 0): SpaceView => ({
  spaceId: garden,
  name: 'Garden',
  address: 'http://garden.test',
  userId: userIdSchema.parse('01900000-0000-7000-8000-000000000002'),
  username: 'bob',
  connection,
  hosting: null,
  choices: null,
  trust: { kind: 'browser' },
  unread,
  addressed: 0,
});
const online: SpaceView['connection'] = { status: 'online' };
const offline: SpaceView['connection'] = { status: 'offline', retryAt: null };

/** Apps of one origin, which hear one another at once. */
function createOrigin() {
  const hearing = new Set<(data: unknown) => void>();
  return (role: 'writer' | 'reader', view = viewOf(role === 'writer' ? online : offline)) => {
    const shown: Delta[] = [];
    const state = { role, view, shown };
    let own: (data: unknown) => void = () => undefined;
    const channel = {
      postMessage(data: unknown) {
        for (const hear of hearing) if (hear !== own) hear(structuredClone(data));
      },
      addEventListener(_type: string, listen: unknown) {
        own = (data) => (listen as (event: { data: unknown }) => void)({ data });
        hearing.add(own);
      },
    };
    const follower = createFollower(channel as unknown as BroadcastChannel, {
      isReader: () => state.role === 'reader',
      views: () => [state.view],
      onDeltas: (deltas) => shown.push(...deltas),
    });
    return { ...follower, state, shown, say: channel.postMessage };
  };
}

it('a tab that reads shows what the one that writes tells, and that alone goes out', () => {
  const open = createOrigin();
  const [writer, reader] = [open('writer'), open('reader')];
  const reset: Delta = { type: 'space.reset', spaceId: garden };
  writer.pushed([reset]);
  expect([writer.shown, reader.shown]).toEqual([[reset], [reset]]);
  reader.pushed([reset]);
  expect([writer.shown, reader.shown]).toEqual([[reset], [reset, reset]]);
});

it('it has the connection of the one that writes, asked for at once and told from then on', () => {
  const open = createOrigin();
  const [writer, reader] = [open('writer'), open('reader')];
  expect(reader.asTold(reader.state.view).connection).toEqual(offline);
  reader.ask();
  expect(reader.shown).toEqual([{ type: 'space.changed', space: writer.state.view }]);
  expect(reader.asTold(reader.state.view).connection).toEqual(online);
  // What is changed here by itself does not make it look unconnected.
  reader.pushed([{ type: 'space.changed', space: viewOf(offline, 2) }]);
  expect(reader.shown.at(-1)).toEqual({ type: 'space.changed', space: viewOf(online, 2) });
  writer.pushed([{ type: 'space.changed', space: viewOf({ status: 'syncing' }) }]);
  expect(reader.asTold(reader.state.view).connection).toEqual({ status: 'syncing' });
  expect(writer.asTold(writer.state.view).connection).toEqual(online);
});

it('which tab writes each app says for itself, and once it writes its connection is its own', () => {
  const open = createOrigin();
  const [writer, reader] = [open('writer'), open('reader')];
  reader.ask();
  const browser = {
    invite: null,
    writable: true,
    storage: 'kept',
    opensOffline: true,
    notifications: 'unasked',
  } as const;
  writer.pushed([{ type: 'browser.changed', browser }]);
  expect(reader.shown.map(({ type }) => type)).not.toContain('browser.changed');
  reader.state.role = 'writer';
  expect(reader.asTold(viewOf(offline)).connection).toEqual(offline);
});

it('what another build says and this one does not know is left out, and the rest counts', () => {
  const open = createOrigin();
  const [writer, reader] = [open('writer'), open('reader')];
  writer.say({ type: 'dances' });
  writer.say({
    type: 'deltas',
    deltas: [{ type: 'space.danced' }, { type: 'space.reset', spaceId: garden }],
  });
  expect(reader.shown).toEqual([{ type: 'space.reset', spaceId: garden }]);
});

it('an app that has nobody to talk to shows its own', () => {
  const onDeltas = vi.fn();
  const alone = createFollower(undefined, { isReader: () => false, views: () => [], onDeltas });
  alone.ask();
  alone.pushed([{ type: 'space.reset', spaceId: garden }]);
  expect(onDeltas).toHaveBeenCalledOnce();
});

it('a name whose length is none is left out, and what else was told is shown', () => {
  const open = createOrigin();
  const [reader, other] = [open('reader'), open('reader')];
  const name = { length: { toString: 1, valueOf: 1 } };
  const space = viewOf(online);
  other.say({
    type: 'deltas',
    deltas: [
      { type: 'space.changed', space: { ...space, name } },
      { type: 'space.changed', space },
    ],
  });
  expect(reader.shown).toEqual([{ type: 'space.changed', space }]);
});
