import type { HostingChoices } from '../../../../src/shared/ipc/views.ts';
import type { SpaceId } from '../../../../src/shared/model/ids.ts';
import { fileElsewhere } from '../backups.ts';
import { type FakeSpace, hostedWith } from '../buildSpace.ts';
import type { FakeApp } from '../FakeApp.ts';
import { OWN_CERTIFICATE, OWN_PIN } from '../pins.ts';
import { Refusal } from '../Refusal.ts';
import type { Handlers } from './Handlers.ts';

/** What a host does with the space that the app hosts. */
export function hostingHandlers(app: FakeApp): Handlers {
  function configure(space: FakeSpace, change: Partial<HostingChoices>): void {
    const { hosting, choices } = space.view;
    if (hosting?.status !== 'running' || choices === null) throw new Refusal('not_found');
    space.view = hostedWith(space.view, { ...choices, ...change });
    app.push({ type: 'space.changed', space: space.view });
  }

  /** Its server runs, on this port. */
  function run(space: FakeSpace, port: number): Record<string, never> {
    const hosting = { port, addresses: [`https://192.168.1.20:${port}`], pin: OWN_PIN };
    const backups = app.backups.state();
    space.view = {
      ...space.view,
      hosting: { status: 'running', ...hosting, certificate: OWN_CERTIFICATE, backups },
    };
    app.push({ type: 'space.changed', space: space.view });
    return {};
  }

  function tellOfBackups(space: FakeSpace, busy: boolean): void {
    const { hosting } = space.view;
    if (hosting?.status !== 'running') return;
    space.view = { ...space.view, hosting: { ...hosting, backups: app.backups.state(busy) } };
    app.push({ type: 'space.changed', space: space.view });
  }

  return {
    'hosting:configure': ({ spaceId, announced, secure }) => {
      configure(app.space(spaceId as SpaceId), {
        ...(announced !== undefined && { announced }),
        ...(secure !== undefined && { secure }),
      });
      return {};
    },
    'hosting:start': ({ spaceId }) => run(app.space(spaceId as SpaceId), 4101),
    'hosting:backups': () => app.backups.list(),
    'hosting:backUp': ({ spaceId }) => {
      const space = app.space(spaceId as SpaceId);
      tellOfBackups(space, true);
      setTimeout(() => {
        app.backups.make(Date.now());
        tellOfBackups(space, false);
      }, 50);
      return {};
    },
    'hosting:chooseBackupFolder': ({ spaceId, own }) => {
      app.backups.moveTo(own);
      tellOfBackups(app.space(spaceId as SpaceId), false);
      return { chosen: true };
    },
    'hosting:chooseBackup': () => ({ backup: fileElsewhere(Date.now()) }),
    'hosting:restore': ({ spaceId, name }) => {
      const space = app.space(spaceId as SpaceId);
      const found =
        name === null ? fileElsewhere(Date.now()) : app.backups.kept.find((one) => one.name === name);
      if (found === undefined) throw new Refusal('not_found');
      run(space, 4100);
      app.setConnection({ status: 'online' }, space.view.spaceId);
      app.push({ type: 'notice.raised', code: 'space_restored', spaceId: space.view.spaceId });
      return {
        madeAt: found.madeAt,
        setAside: '/home/mara/.config/Parley/hosted/6f1d9c3e/space.sqlite.before-2026-03-03T14-20-00-000Z',
      };
    },
  };
}
