import type { Settings } from '../../../../src/shared/ipc/views.ts';
import type { SpaceId } from '../../../../src/shared/model/ids.ts';
import { type Pin, pinOf } from '../../../../src/shared/model/trust.ts';
import { buildEmptySpace } from '../buildSpace.ts';
import type { FakeApp } from '../FakeApp.ts';
import { checkKey, probe, prove, SPOKEN_CODE, surroundings, tryWay } from '../network.ts';
import { Refusal } from '../Refusal.ts';
import type { Handlers } from './Handlers.ts';

/** The codes that let somebody in: one that was written into a link, and one that was read out. */
const welcomedBy = ['GROW-1234', SPOKEN_CODE];

/** The spaces of the app, and coming into one. */
export function spaceHandlers(app: FakeApp): Handlers {
  function probed() {
    // A browser has seen to the connection, and its page cannot know how.
    const isBrowser = app.options.browser !== undefined;
    return { ...app.options.probe, ...(isBrowser && { trust: { kind: 'browser' as const } }) };
  }

  function enter(name: string, number: number): { spaceId: SpaceId } {
    const space = buildEmptySpace({ name, number, now: Date.now(), hosted: number !== 8 });
    if (app.options.browser !== undefined) space.view = { ...space.view, trust: { kind: 'browser' } };
    app.options.spaces.push(space);
    app.push({ type: 'space.changed', space: space.view });
    return { spaceId: space.view.spaceId };
  }

  return {
    'app:load': () => ({
      spaces: app.options.spaces.map(({ view }) => view),
      settings: app.settings,
      platform: app.options.browser === undefined ? 'linux' : 'web',
      version: '0.1.0',
      canHost: app.options.canHost ?? app.options.browser === undefined,
      browser: app.options.browser ?? null,
    }),
    'settings:save': (change) => {
      app.settings = { ...app.settings, ...(change as Partial<Settings>) };
      return app.settings;
    },
    'space:load': ({ spaceId }) => {
      const space = app.space(spaceId as SpaceId);
      return {
        users: [...space.users.values()],
        entries: [...space.entries],
        conversations: [...space.conversations.values()],
        outbox: space.outbox,
        drafts: [...space.drafts].map(([conversationId, draft]) => ({ conversationId, ...draft })),
        presence: [...space.presence.values()],
      };
    },
    'space:probe': ({ address, pin }) => probe(address, pin as Pin | undefined, probed()),
    'space:prove': ({ address, code }) => prove(address, code),
    'space:test': ({ address, pin }) => ({ steps: tryWay(address, pin as Pin | undefined) }),
    'nearby:watch': ({ on }) => {
      if (app.options.browser !== undefined) throw new Refusal('not_found');
      app.isLooking = on;
      return app.options.surroundings ?? surroundings([]);
    },
    'space:trust': ({ spaceId, pin }) => {
      const space = app.space(spaceId as SpaceId);
      space.view = { ...space.view, trust: { kind: 'pinned', pin: pin as Pin } };
      app.setConnection({ status: 'online' }, spaceId as SpaceId);
      return {};
    },
    'space:host': ({ spaceName }) => enter(spaceName, 9),
    'space:join': ({ address, pin, account }) => {
      checkKey(address, pin as Pin | undefined);
      const isOpen = app.options.probe?.registration === 'open';
      if (account.mode === 'register' && !isOpen && !welcomedBy.includes(account.invite ?? ''))
        throw new Refusal('forbidden');
      if (account.mode === 'register' && account.username === 'taken') throw new Refusal('conflict');
      if (account.mode === 'login' && account.password !== 'correct horse') throw new Refusal('unauthorized');
      return enter('River neighbours', 8);
    },
    'space:signIn': ({ spaceId, password }) => {
      if (password !== 'correct horse') throw new Refusal('unauthorized');
      app.setConnection({ status: 'online' }, spaceId as SpaceId);
      return {};
    },
    'space:signOut': ({ spaceId }) => {
      const id = spaceId as SpaceId;
      app.setConnection({ status: 'stopped', reason: 'signed_out' }, id);
      const space = app.space(id);
      const conversationIds = [...space.conversations.keys()];
      space.conversations.clear();
      app.push({ type: 'conversations.removed', spaceId: id, conversationIds });
      return {};
    },
    'space:forget': ({ spaceId }) => {
      const at = app.options.spaces.indexOf(app.space(spaceId as SpaceId));
      app.options.spaces.splice(at, 1);
      app.push({ type: 'space.removed', spaceId: spaceId as SpaceId });
      return {};
    },
    'space:invite': ({ spaceId }) => {
      const { view } = app.space(spaceId as SpaceId);
      return {
        code: 'GROW-1234-BEAN-77',
        expiresAt: Date.now() + 7 * 24 * 3_600_000,
        addresses: view.hosting?.status === 'running' ? view.hosting.addresses : [view.address],
        pin: view.hosting?.status === 'running' ? view.hosting.pin : pinOf(view.trust),
      };
    },
    'files:save': ({ name, text }) => {
      app.savedFiles.set(name, text);
      return { saved: true };
    },
  };
}
