import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/support/byHand/fakeClock.ts';
import { createAirwaves } from '../../../test/support/network/createAirwaves.ts';
import { createHosts } from '../../../test/support/network/createHosts.ts';
import type { ConnectionView, HostingView, Surroundings } from '../../shared/ipc/views.ts';
import { spaceIdSchema, userIdSchema } from '../../shared/model/ids.ts';
import { type Pin, pinSchema } from '../../shared/model/trust.ts';
import type { SpaceEntry } from '../spaces/entries.ts';
import { createDiscovery, type DiscoverableSpace } from './createDiscovery.ts';

const gardenId = spaceIdSchema.parse('01970000-0000-7000-8000-000000000001');
const kitchenId = spaceIdSchema.parse('01970000-0000-7000-8000-000000000002');
const ada = userIdSchema.parse('01970000-0000-7000-8000-00000000000a');
const key = pinSchema.parse('ab'.repeat(32));
const strangersKey = pinSchema.parse('cd'.repeat(32));
const hostsAddress = 'https://10.77.0.1:4100';
const running: HostingView = {
  ...{ status: 'running', port: 4100, addresses: [] },
  ...{ pin: key, certificate: null, backups: null },
};

/** A network with a computer on it, whose app has these spaces. */
function setUp(...spaces: DiscoverableSpace[]) {
  const clock = createFakeClock();
  const airwaves = createAirwaves();
  const servers = createHosts();
  const here = airwaves.computer('10.77.0.2');
  const told: Surroundings[] = [];
  const discovery = createDiscovery({
    multicast: here.multicast,
    transports: servers.transports,
    clock,
    log: { warn() {}, error: (what) => expect.unreachable(what) },
    networkInterfaces: () => ({
      eth0: [
        {
          ...{
            address: '10.77.0.2',
            netmask: '255.255.255.0',
            cidr: '10.77.0.2/24',
            family: 'IPv4' as const,
          },
          ...{ mac: '02:00:00:00:00:02', internal: false },
        },
      ],
    }),
    spaces: () => spaces,
    onDelta: (delta) => delta.type === 'nearby.changed' && told.push(delta.surroundings),
  });
  const shown = () => told.at(-1)?.spaces.map(({ name, state, address }) => ({ name, state, address }));
  return { clock, airwaves, servers, here, discovery, told, shown };
}

/** A space that this app is in, and hosts if a way of hosting is given. */
function spaceOfApp(changes: Partial<SpaceEntry> = {}, view: HostingView | null = null) {
  const hosting = view && { folder: '', port: 4100, announced: true, secure: true, backupFolder: null };
  const entry = {
    ...{ spaceId: gardenId, name: 'Garden', address: hostsAddress, pin: key, userId: ada, username: 'ada' },
    hosting,
    ...changes,
  };
  const state = { connection: { status: 'online' } as ConnectionView, hosting: view };
  const calls: string[] = [];
  const space: DiscoverableSpace = {
    entry,
    hosting: view && { view: () => state.hosting ?? view },
    view: () => ({ connection: state.connection }),
    reconnect: () => void calls.push('reconnect'),
    async followTo(address) {
      calls.push(address);
      entry.address = address;
      state.connection = { status: 'online' };
    },
  };
  return { space, entry, state, calls };
}

const announcement = (changes = {}) => ({
  ...{ spaceId: gardenId, name: 'Garden', port: 4100, protocol: 1, pin: key, hosts: ['10.77.0.1'] },
  ...changes,
});
const offline: ConnectionView = { status: 'offline', retryAt: 1 };

describe('a space that is hosted here', () => {
  it('is announced while it runs, and withdrawn when it fails, is switched off, or the app is quit', async () => {
    const { space, entry, state } = spaceOfApp({}, running);
    const { airwaves, discovery, clock } = setUp(space);
    const said = { spaceId: gardenId, name: 'Garden', port: 4100, protocol: 1, pin: key };
    discovery.update();
    expect(airwaves.announced()).toEqual([said]);

    state.hosting = { status: 'failed', code: 'crashed', message: '', port: 4100 };
    discovery.update();
    expect(airwaves.announced()).toEqual([]);
    state.hosting = running;
    discovery.update();
    expect(airwaves.announced()).toEqual([said]);

    if (entry.hosting) entry.hosting.announced = false;
    discovery.update();
    expect(airwaves.announced()).toEqual([]);
    if (entry.hosting) entry.hosting.announced = true;
    discovery.update();
    expect(airwaves.announced()).toEqual([said]);

    await discovery.close();
    discovery.update();
    await clock.settle();
    expect(airwaves.announced()).toEqual([]);
  });

  it('is announced anew with another name, port, key, or on another network, and not for anything else', async () => {
    const { space, entry, state } = spaceOfApp({}, running);
    const { airwaves, discovery } = setUp(space);
    discovery.update();
    const [first] = airwaves.announced();
    entry.address = 'https://127.0.0.1:4100';
    discovery.update();
    expect(airwaves.announced()[0]).toBe(first);
    entry.name = 'Orchard';
    discovery.update();
    expect(airwaves.announced()).toMatchObject([{ name: 'Orchard' }]);
    state.hosting = { ...running, port: 4101 };
    discovery.update();
    expect(airwaves.announced()).toMatchObject([{ port: 4101 }]);
    state.hosting = { ...running, pin: null };
    discovery.update();
    expect(airwaves.announced()).toMatchObject([{ pin: null }]);
    const [before] = airwaves.announced();
    discovery.networkChanged();
    expect(airwaves.announced()).toEqual([before]);
    expect(airwaves.announced()[0]).not.toBe(before);
  });
});

describe('a window that watches', () => {
  it('is shown who is announced, asked and alive, by the name that the server says', async () => {
    const { airwaves, servers, discovery, clock, told, shown } = setUp();
    servers.hosts.set(hostsAddress, { spaceId: gardenId, name: 'Orchard\u202e', pin: key });
    expect(await discovery.watch(true)).toEqual({ spaces: [], addresses: ['10.77.0.2'], canLook: true });
    airwaves.tell(announcement());
    expect(shown()).toEqual([{ name: 'Garden', state: 'asking', address: hostsAddress }]);
    await clock.settle();
    expect(shown()).toEqual([{ name: 'Orchard', state: 'alive', address: hostsAddress }]);
    expect(told.at(-1)?.spaces[0]?.joined).toBe(false);
    // Its key is not one that somebody vouched for: that is enough to be asked this, which says nothing of anybody.
    expect(servers.asked).toEqual([{ address: hostsAddress, pin: key }]);
  });

  it('is shown one that was announced before it looked, and those it is in as joined', async () => {
    const { space } = spaceOfApp();
    const { airwaves, discovery, clock, told } = setUp(space);
    airwaves.computer('10.77.0.1').multicast.announce(announcement());
    await discovery.watch(true);
    await clock.settle();
    expect(told.at(-1)?.spaces).toMatchObject([{ name: 'Garden', joined: true, state: 'silent' }]);
  });

  it('sees those go that say goodbye, and those that fall silent first silent, then gone', async () => {
    const { airwaves, servers, discovery, clock, shown } = setUp();
    const far = airwaves.computer('10.77.0.1');
    const withdraw = far.multicast.announce(announcement());
    servers.hosts.set(hostsAddress, { spaceId: gardenId, name: 'Garden', pin: key });
    await discovery.watch(true);
    await clock.advance(1_000);
    expect(shown()).toMatchObject([{ state: 'alive' }]);
    await withdraw();
    expect(shown()).toEqual([]);

    far.multicast.announce(announcement());
    await clock.settle();
    expect(shown()).toMatchObject([{ state: 'alive' }]);
    far.plug(false);
    servers.hosts.delete(hostsAddress);
    await clock.advance(10_000);
    expect(shown()).toMatchObject([{ state: 'silent' }]);
    await clock.advance(70_000);
    expect(shown()).toEqual([]);
    far.plug(true);
    servers.hosts.set(hostsAddress, { spaceId: gardenId, name: 'Garden', pin: key });
    await clock.advance(10_000);
    expect(shown()).toMatchObject([{ state: 'alive' }]);
  });

  it('is not shown what claims an id that another server has', async () => {
    const { airwaves, servers, discovery, clock, shown } = setUp();
    servers.hosts.set('http://10.77.0.66:4100', { spaceId: kitchenId, name: 'Kitchen' });
    await discovery.watch(true);
    airwaves.tell(announcement({ pin: null, hosts: ['10.77.0.66'] }));
    await clock.settle();
    expect(shown()).toEqual([]);
    // Nor does it come back by being announced again.
    airwaves.tell(announcement({ pin: null, hosts: ['10.77.0.66'] }));
    await clock.advance(30_000);
    expect(shown()).toEqual([]);
  });

  it('is shown the true place of a space that a stranger announces as well, with another key', async () => {
    const { space } = spaceOfApp();
    const { airwaves, servers, discovery, clock, shown } = setUp(space);
    servers.hosts.set('https://10.77.0.66:4100', { spaceId: gardenId, name: 'Garden', pin: strangersKey });
    servers.hosts.set(hostsAddress, { spaceId: gardenId, name: 'Garden', pin: key });
    await discovery.watch(true);
    airwaves.tell(announcement({ pin: strangersKey, hosts: ['10.77.0.66'] }));
    airwaves.tell(announcement());
    await clock.settle();
    expect(shown()).toEqual([{ name: 'Garden', state: 'alive', address: hostsAddress }]);
    expect(servers.asked.map(({ address }) => address)).not.toContain('https://10.77.0.66:4100');
  });

  it('asks a few at a time, gives up on the deaf, and keeps no more than a few hundred', async () => {
    const { airwaves, servers, discovery, clock, told } = setUp();
    await discovery.watch(true);
    for (let number = 0; number < 1_000; number++) {
      const spaceId = spaceIdSchema.parse(`01970000-0000-7000-8000-${String(number).padStart(12, '0')}`);
      airwaves.tell(announcement({ spaceId, hosts: ['10.77.0.9'] }));
    }
    servers.hosts.set('https://10.77.0.9:4100', { spaceId: gardenId, name: 'Deaf', deaf: true });
    await clock.advance(1_000);
    expect(told.at(-1)?.spaces).toHaveLength(200);
    expect(servers.mostAtOnce()).toBeLessThanOrEqual(6);
  });

  it('is told that it cannot look where another program has the port, and looks as soon as it can', async () => {
    const { airwaves, here, discovery, clock, told } = setUp();
    here.refuseLooking(true);
    expect(await discovery.watch(true)).toMatchObject({ canLook: false });
    here.refuseLooking(false);
    airwaves.computer('10.77.0.1').multicast.announce(announcement());
    await clock.advance(10_000);
    expect(told.at(-1)).toMatchObject({ canLook: true, spaces: [{ name: 'Garden' }] });
  });

  it('is told nothing more when it has turned away, and nobody is asked any more', async () => {
    const { airwaves, discovery, clock, told } = setUp();
    await discovery.watch(true);
    await discovery.watch(false);
    airwaves.tell(announcement());
    const asked = airwaves.asked();
    await clock.advance(60_000);
    expect(told).toEqual([]);
    expect(airwaves.asked()).toBe(asked);
    expect(airwaves.looking()).toBe(0);
  });

  it('starts over on another network', async () => {
    const { airwaves, servers, discovery, clock, shown } = setUp();
    servers.hosts.set(hostsAddress, { spaceId: gardenId, name: 'Garden', pin: key });
    await discovery.watch(true);
    airwaves.tell(announcement());
    await clock.settle();
    discovery.networkChanged();
    await clock.settle();
    expect(shown()).toEqual([]);
    airwaves.tell(announcement());
    await clock.settle();
    expect(shown()).toMatchObject([{ state: 'alive' }]);
  });
});

describe('a space that is out of reach', () => {
  /** Its host has moved; this app still looks for it where it was. */
  function lost(pin: Pin | null = key, connection: ConnectionView = offline) {
    const own = spaceOfApp({ pin, ...(pin === null && { address: 'http://10.77.0.1:4100' }) });
    const all = setUp(own.space);
    all.discovery.update();
    own.state.connection = connection;
    all.discovery.update();
    return { ...own, ...all };
  }
  const moved = announcement({ port: 4200, hosts: ['10.77.0.9'] });
  const newAddress = 'https://10.77.0.9:4200';

  it('is followed to where it is announced, by its key, without anybody watching', async () => {
    const { airwaves, servers, calls, clock } = lost();
    servers.hosts.set(newAddress, { spaceId: gardenId, name: 'Garden', pin: key });
    airwaves.computer('10.77.0.9').multicast.announce(moved);
    await clock.settle();
    expect(calls).toEqual([newAddress]);
    expect(servers.asked).toEqual([{ address: newAddress, pin: key }]);
  });

  it('is not looked for any more once it is back', async () => {
    const { airwaves, state, discovery, clock } = lost();
    await clock.settle();
    expect(airwaves.looking()).toBe(1);
    state.connection = { status: 'connecting' };
    discovery.update();
    expect(airwaves.looking()).toBe(1);
    state.connection = { status: 'syncing' };
    discovery.update();
    expect(airwaves.looking()).toBe(0);
  });

  it('is not followed to a server with another key, which is asked nothing, whatever key is announced', async () => {
    const { airwaves, servers, calls, clock } = lost();
    servers.hosts.set(newAddress, { spaceId: gardenId, name: 'Garden', pin: strangersKey });
    for (const pin of [key, strangersKey, null]) airwaves.tell({ ...moved, pin });
    await clock.advance(30_000);
    expect(calls).toEqual([]);
    expect(servers.asked).toEqual([]);
  });

  it('is not followed to another space with its key, or to plain HTTP', async () => {
    const { airwaves, servers, calls, clock } = lost();
    servers.hosts.set(newAddress, { spaceId: kitchenId, name: 'Garden', pin: key });
    servers.hosts.set('http://10.77.0.9:4200', { spaceId: gardenId, name: 'Garden' });
    airwaves.tell(moved);
    await clock.settle();
    airwaves.tell({ ...moved, pin: null });
    await clock.settle();
    expect(calls).toEqual([]);
  });

  it('is never followed without a key: its token would go to whoever announces', async () => {
    const { airwaves, servers, discovery, calls, clock } = lost(null);
    servers.hosts.set('http://10.77.0.9:4200', { spaceId: gardenId, name: 'Garden' });
    servers.hosts.set(newAddress, { spaceId: gardenId, name: 'Garden', pin: key });
    await clock.settle();
    expect(airwaves.looking()).toBe(0);
    airwaves.tell({ ...moved, pin: null });
    airwaves.tell(moved);
    await clock.advance(30_000);
    expect(calls).toEqual([]);
    expect(servers.asked).toEqual([]);
    // Nor when it is heard of because somebody looks around.
    await discovery.watch(true);
    airwaves.tell({ ...moved, pin: null });
    await clock.advance(30_000);
    expect(calls).toEqual([]);
  });

  it('is connected to again where it was, when it answers there, though it is announced elsewhere as well', async () => {
    const { airwaves, servers, calls, clock } = lost();
    servers.hosts.set(hostsAddress, { spaceId: gardenId, name: 'Garden', pin: key });
    servers.hosts.set('https://192.168.5.1:4100', { spaceId: gardenId, name: 'Garden', pin: key });
    airwaves.tell(announcement({ hosts: ['192.168.5.1', '10.77.0.1'] }));
    await clock.settle();
    expect(calls).toEqual(['reconnect']);
  });

  it('is followed when somebody else has its old address now', async () => {
    const answersOther: ConnectionView[] = [
      { status: 'stopped', reason: 'different_space' },
      { status: 'stopped', reason: 'untrusted', expected: key, presented: strangersKey },
    ];
    for (const connection of answersOther) {
      const { airwaves, servers, calls, clock } = lost(key, connection);
      servers.hosts.set(newAddress, { spaceId: gardenId, name: 'Garden', pin: key });
      airwaves.tell(moved);
      await clock.settle();
      expect(calls).toEqual([newAddress]);
    }
  });

  it('is left alone when a person has signed out', async () => {
    const { airwaves, servers, calls, clock } = lost(key, { status: 'stopped', reason: 'signed_out' });
    servers.hosts.set(newAddress, { spaceId: gardenId, name: 'Garden', pin: key });
    airwaves.tell(moved);
    await clock.settle();
    expect(airwaves.looking()).toBe(0);
    expect(calls).toEqual([]);
  });

  it('is not moved when it was reached meanwhile', async () => {
    const { airwaves, servers, state, discovery, calls, clock } = lost();
    servers.hosts.set(newAddress, { spaceId: gardenId, name: 'Garden', pin: key });
    await clock.settle();
    airwaves.tell(moved);
    state.connection = { status: 'online' };
    discovery.update();
    await clock.settle();
    expect(calls).toEqual([]);
  });
});
