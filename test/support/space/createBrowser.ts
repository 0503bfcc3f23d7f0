import type { Clock } from '../../../src/client/clock.ts';
import { createSocketTransport } from '../../../src/client/connection/socketTransport.ts';
import type { Transport } from '../../../src/client/connection/Transport.ts';
import type { SpaceDelta } from '../../../src/shared/ipc/deltas.ts';
import type { SpaceId } from '../../../src/shared/model/ids.ts';
import { createWebApp, type WebApp } from '../../../src/web/app/createWebApp.ts';
import { fetchWithin } from '../../../src/web/app/fetchWithin.ts';
import { openKept } from '../../../src/web/app/openKept.ts';
import { idbStores } from '../../../src/web/app/stores.ts';
import type { Stores } from '../../../src/web/app/WebContext.ts';
import { browserClock } from '../../../src/web/clock.ts';
import { soon } from '../soon.ts';

export type OpenOptions = {
  writable?: boolean;
  /** What is done otherwise than in IndexedDB. */
  stores?: Partial<Stores>;
  clock?: Clock;
  /** Something is about to be sent. */
  onSend?(name: string): void;
};
export type Tab = Awaited<ReturnType<ReturnType<typeof createBrowser>['open']>>;

/**
 * A browser at one origin: what it keeps is in `indexedDB`, which a test has put there, and it talks with whatever
 * server answers at `origin`. `sent` lists what it said there besides asking who answers.
 */
export function createBrowser(origin: string) {
  const sent: string[] = [];
  const logged: unknown[] = [];
  const log = {
    warn: (...said: unknown[]) => void logged.push(said),
    error: (...said: unknown[]) => void logged.push(said),
  };
  const tabs = new Set<WebApp>();

  /** Opens the page: its app, which writes unless another one does. */
  async function open(options: OpenOptions = {}) {
    const { writable = true, stores = {}, clock = browserClock, onSend } = options;
    const deltas: (SpaceDelta | { type: string })[] = [];
    const kept = await openKept(browserClock, log);
    const app = createWebApp(
      {
        stores: { ...idbStores(log), ...stores },
        transport: recorded(createSocketTransport(fetchWithin), (name) => {
          sent.push(name);
          onSend?.(name);
        }),
        clock,
        random: () => 0.5,
        log,
        onDelta: (delta) => void deltas.push(delta),
        notifier: { arrived: async () => undefined, told: async () => undefined },
        isAway: () => false,
      },
      { origin, device: 'Chromium on Linux', kept, writable },
    );
    tabs.add(app);
    app.open();
    const view = () => app.spaces.views()[0];
    const spaceId = (): SpaceId => {
      const known = view();
      if (!known) throw new Error('This browser is in no space.');
      return known.spaceId;
    };
    const engine = () => app.spaces.engine(spaceId());
    const general = () =>
      soon(async () => {
        const { conversations } = await (await engine()).content();
        const found = conversations.find(({ everyone }) => everyone);
        if (!found) throw new Error('There is no #general yet.');
        return found.id;
      });
    return {
      app,
      spaces: app.spaces,
      deltas,
      view,
      spaceId,
      engine,
      general,
      online: () =>
        soon(() => {
          if (view()?.connection.status !== 'online') throw new Error('It is not online.');
        }),
      async send(text: string): Promise<void> {
        await (await engine()).sendMessage({ conversationId: await general(), text });
      },
      async texts(): Promise<string[]> {
        const page = await (await engine()).page({ conversationId: await general(), limit: 50 });
        return page.messages.map((message) => message.text);
      },
      /** What is written and not yet sent, oldest first. */
      async unsent(): Promise<unknown[]> {
        const { outbox } = await (await engine()).content();
        return outbox.flatMap(({ action }) => (action.kind === 'send' ? [action.text] : []));
      },
      async close(): Promise<void> {
        tabs.delete(app);
        await app.close();
        // What it kept is out of its hands with its page.
        kept.setWriter(false);
      },
    };
  }

  return {
    sent,
    logged,
    open,
    async close(): Promise<void> {
      await Promise.all([...tabs].map((app) => app.close()));
    },
  };
}

/** A transport that notes what is sent over it, by name. */
function recorded(transport: Transport, note: (name: string) => void): Transport {
  const noted = <A extends unknown[], R>(name: string, send: (...args: A) => R) => {
    return (...args: A): R => {
      note(name);
      return send(...args);
    };
  };
  return {
    health: transport.health,
    register: noted('register', transport.register),
    login: noted('login', transport.login),
    refresh: noted('refresh', transport.refresh),
    logout: noted('logout', transport.logout),
    open: noted('open', transport.open),
  };
}
