import { describe, expect, it } from 'vitest';
import type { HostingView } from '../../shared/ipc/views.ts';
import type { BackupsState } from '../../shared/model/backup.ts';
import { spaceIdSchema } from '../../shared/model/ids.ts';
import { pinSchema } from '../../shared/model/trust.ts';
import { createHosting } from './createHosting.ts';
import { RestoreError } from './lookAtBackups.ts';
import { HostError, type RunningHost } from './startHost.ts';

const pin = pinSchema.parse('a5'.repeat(32));
const spaceId = spaceIdSchema.parse('0190a000-0005-7000-8000-000000000001');

function setUp(taken: number[] = []) {
  const views: HostingView[] = [];
  const starts: number[] = [];
  const lookedUp: string[] = [];
  let address = '192.168.1.20';
  let now = 0;
  let crash = (_error: Error): void => undefined;
  let renew = (_certificate: string): void => undefined;
  let tellOfBackups = (_state: BackupsState): void => undefined;
  const put: string[] = [];
  /** Servers that run now, and the most that ever ran at once. */
  const running = { now: 0, most: 0 };
  const hosting = createHosting({
    async start(port, listener, backup): Promise<RunningHost> {
      starts.push(port);
      if (taken.includes(port)) throw new HostError('port_taken', `Port ${port} is taken.`);
      if (backup === 'noise') throw new RestoreError('not_a_backup', 'Noise.');
      if (backup !== undefined) put.push(backup);
      running.now += 1;
      running.most = Math.max(running.most, running.now);
      await Promise.resolve();
      crash = listener.onCrashed;
      tellOfBackups = listener.onBackups;
      renew = listener.onCertificate;
      const lookUpAddresses = () => void lookedUp.push(address);
      return {
        port,
        spaceId,
        pin,
        certificate: 'ab'.repeat(32),
        restored: backup === undefined ? null : { madeAt: 1, setAside: null },
        backUp: () => undefined,
        backUpInto: () => undefined,
        lookUpAddresses,
        connections: async () => 0,
        async close() {
          await Promise.resolve();
          running.now -= 1;
        },
      };
    },
    addresses: (port) => [`http://${address}:${port}`],
    clock: { now: () => now, after: () => () => undefined },
    log: { warn() {}, error() {} },
    onChange: (view) => views.push(view),
  });
  const crashAfter = (ms: number) => {
    now += ms;
    crash(new Error('boom'));
  };
  const moveTo = (next: string) => {
    address = next;
  };
  return {
    ...{ hosting, views, starts, put, running, lookedUp, crashAfter, moveTo },
    renew: (to: string) => renew(to),
    tellOfBackups: (state: BackupsState) => tellOfBackups(state),
  };
}

describe('hosting', () => {
  it('takes the next free port when none is asked for', async () => {
    const { hosting, starts } = setUp([4100, 4101]);
    await hosting.start(null);
    expect(starts).toEqual([4100, 4101, 4102]);
    expect(hosting.view()).toEqual({
      status: 'running',
      port: 4102,
      addresses: ['http://192.168.1.20:4102'],
      pin,
      certificate: 'ab'.repeat(32),
      backups: null,
    });
  });

  it('shows the certificate that browsers are shown, also once it was renewed', async () => {
    const { hosting, views, renew } = setUp();
    await hosting.start(4100);
    renew('cd'.repeat(32));
    expect(views.at(-1)).toMatchObject({ status: 'running', pin, certificate: 'cd'.repeat(32) });
  });

  it('keeps to its port, and shows that another program took it', async () => {
    const { hosting, starts } = setUp([4100]);
    await expect(hosting.start(4100)).rejects.toMatchObject({ code: 'port_taken' });
    expect(starts).toEqual([4100]);
    const failed = { status: 'failed', code: 'port_taken', message: 'Port 4100 is taken.', port: 4100 };
    expect(hosting.view()).toEqual(failed);
    await hosting.start(4200);
    expect(hosting.view()).toMatchObject({ status: 'running', port: 4200 });
  });

  it('shows other addresses, and lets the server know, when there are any', async () => {
    const { hosting, lookedUp, moveTo } = setUp();
    await hosting.start(4100);
    hosting.lookUpAddresses();
    expect(lookedUp).toEqual([]);
    moveTo('192.168.1.77');
    hosting.lookUpAddresses();
    expect(lookedUp).toEqual(['192.168.1.77']);
    expect(hosting.view()).toMatchObject({ addresses: ['http://192.168.1.77:4100'] });
  });

  it('starts a running server again where it is, once the one before has ended', async () => {
    const { hosting, starts, views } = setUp();
    await hosting.restart();
    expect(starts).toEqual([]);
    await hosting.start(4200);
    const again = hosting.restart();
    expect(hosting.view()).toEqual({ status: 'starting' });
    // Whoever wants it to run meanwhile waits for the same start.
    expect(await hosting.start(null)).toBe(4200);
    await again;
    expect(starts).toEqual([4200, 4200]);
    expect(views.at(-1)).toMatchObject({ status: 'running', port: 4200 });
  });

  it('never runs two at once, whatever is asked for while it starts', async () => {
    const { hosting, running, views } = setUp();
    const asked = [
      hosting.start(4100),
      hosting.restart(),
      hosting.restore('monday', 4100),
      hosting.restart(),
    ];
    await Promise.all(asked);
    expect(running).toEqual({ now: 1, most: 1 });
    expect(views.at(-1)).toMatchObject({ status: 'running', port: 4100 });
    await hosting.close();
    expect(running.now).toBe(0);
  });

  it('starts a server again that crashed after a while', async () => {
    const { hosting, views, starts, crashAfter } = setUp();
    await hosting.start(4100);
    crashAfter(60_000);
    expect(views.at(-1)).toEqual({ status: 'starting' });
    await Promise.resolve();
    expect(starts).toEqual([4100, 4100]);
  });

  it('shows one that crashes at once, and starts it when asked', async () => {
    const { hosting, crashAfter } = setUp();
    await hosting.start(4100);
    crashAfter(100);
    expect(hosting.view()).toMatchObject({ status: 'failed', code: 'crashed', port: 4100 });
    await hosting.start(4100);
    expect(hosting.view()).toMatchObject({ status: 'running' });
  });

  it('shows how its backups stand, and nothing of those of a run that has ended', async () => {
    const { hosting, views, tellOfBackups } = setUp();
    await hosting.start(4100);
    const state: BackupsState = { folder: '/backups', newest: null, failure: null, busy: true };
    tellOfBackups(state);
    expect(views.at(-1)).toMatchObject({ status: 'running', backups: state });
    await hosting.restart();
    expect(views.at(-1)).toMatchObject({ status: 'running', backups: null });
  });

  it('is put back to a backup where it is, once', async () => {
    const { hosting, starts, put, crashAfter } = setUp();
    await hosting.start(4100);
    expect(await hosting.restore('monday', 4100)).toEqual({ madeAt: 1, setAside: null });
    expect(hosting.view()).toMatchObject({ status: 'running', port: 4100 });
    crashAfter(60_000);
    await Promise.resolve();
    expect(starts).toEqual([4100, 4100, 4100]);
    expect(put).toEqual(['monday']);
  });

  it('goes on as it was where a backup cannot be put back', async () => {
    const { hosting, starts } = setUp();
    await hosting.start(4100);
    await expect(hosting.restore('noise', 4100)).rejects.toMatchObject({ reason: 'not_a_backup' });
    expect(hosting.view()).toMatchObject({ status: 'running', port: 4100 });
    expect(starts).toEqual([4100, 4100, 4100]);
  });
});
