import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NetworkHost, whyNoNamespaces } from '../support/network/createNetwork.ts';
import { createOffice, type Office, portOf } from '../support/network/createOffice.ts';
import type { Desk } from '../support/network/startDesk.ts';
import { soon } from '../support/soon.ts';

const reason = whyNoNamespaces();
if (reason !== null) process.stderr.write(`The network suite was skipped: ${reason}.\n`);

/** Ada hosts on a computer at 10.77.0.1, Bob has the app on another one, at 10.77.0.2. One story, told in order. */
describe.runIf(reason === null)('two computers on a network', () => {
  let office: Office;
  let ada: { desk: Desk; host: NetworkHost };
  let bob: { desk: Desk; host: NetworkHost };

  beforeAll(async () => {
    office = await createOffice();
    [ada, bob] = await Promise.all([office.comes('ada', '10.77.0.1'), office.comes('bob', '10.77.0.2')]);
  });
  afterAll(() => office?.dispose());

  it('find what is hosted, alive', async () => {
    await bob.desk.watch(true);
    expect(await bob.desk.around()).toEqual([]);
    const spaceId = await office.hosts(ada.desk, 'Ada');
    const found = { spaceId, name: 'Garden', address: 'https://10.77.0.1:4100' };
    await office.finds(bob.desk, [{ ...found, state: 'alive', joined: false }]);
    expect(await bob.desk.addresses()).toEqual(['10.77.0.2']);
  });

  it('test the way, join what was found, and talk', async () => {
    const [found] = await bob.desk.around();
    const address = found?.address ?? '';
    const { pin } = await ada.desk.invite(office.space());
    const { steps } = await bob.desk.test({ address, ...(pin !== null && { pin }) });
    expect(steps.map(({ outcome }) => outcome)).toEqual(['passed', 'passed', 'passed', 'passed']);
    await office.joins(bob.desk, 'Bob', address, ada.desk);
    await office.isAt(bob.desk, 'online');
    expect((await office.viewOf(bob.desk)).trust).toEqual({ kind: 'pinned', pin });
    await soon(() => office.says(ada.desk, 'Welcome to the garden.'));
    await office.sees(bob.desk);
    await office.says(bob.desk, 'What a fine hedge.');
    await office.sees(ada.desk, bob.desk);
    await office.finds(bob.desk, [{ joined: true }]);
  });

  it('come back by themselves when a cable was pulled and put back', async () => {
    await bob.host.plug(false);
    await office.isAt(bob.desk, 'offline');
    await office.says(ada.desk, 'Where is Bob?');
    await office.sees(ada.desk);
    // It waits on his computer for its turn, which is after hers.
    await office.says(bob.desk, 'Somebody tripped over my cable.');
    await office.says(bob.desk, 'It was me.');
    await bob.host.plug(true);
    await office.isAt(bob.desk, 'online');
    await office.sees(ada.desk, bob.desk);
  });

  it('test the way to what is not there, and learn why', async () => {
    const ends = async (address: string) =>
      (await bob.desk.test({ address })).steps.map(({ outcome, cause }) => cause ?? outcome).join(' ');
    expect(await ends('10.77.0.1:4999')).toBe('passed refused open open');
    expect(await ends('10.99.0.1:4100')).toBe('passed no_route open open');
    expect(await ends('10.77.0.77:4100')).toMatch(/^passed (no_route|no_answer) open open$/);
    expect(await ends('ada.example')).toBe('unknown_name open open open');
  });

  it('follow the host to another address', async () => {
    await ada.host.renumber('10.77.0.9');
    await office.isAt(bob.desk, 'offline');
    await office.says(bob.desk, 'Has Ada gone?');
    await office.isReachedAt(bob.desk, 'https://10.77.0.9:4100');
    await office.isAt(bob.desk, 'online');
    await office.sees(ada.desk, bob.desk);
    await office.says(ada.desk, 'I am at another desk.');
    await office.sees(ada.desk, bob.desk);
  });

  it('follow the host to another port', async () => {
    const before = portOf(await office.viewOf(ada.desk));
    await ada.desk.quit();
    await office.finds(bob.desk, []);
    await ada.desk.takePort(before);
    await office.isAt(bob.desk, 'offline');
    await office.says(bob.desk, 'Is it only me who is here?');
    await ada.desk.start();
    const failed = { status: 'failed', code: 'port_taken' };
    await soon(async () => expect((await office.viewOf(ada.desk)).hosting).toMatchObject(failed));
    await ada.desk.startHosting({ spaceId: office.space(), port: null });
    const now = portOf(await office.viewOf(ada.desk));
    expect(now).not.toBe(before);
    const address = `https://10.77.0.9:${now}`;
    await office.isReachedAt(bob.desk, address);
    await office.isAt(bob.desk, 'online');
    await office.sees(ada.desk, bob.desk);
    await office.finds(bob.desk, [{ state: 'alive', address }]);
  });

  it('see the space go when its announcement is switched off, and come back', async () => {
    const choose = (announced: boolean) => ada.desk.configureHosting({ spaceId: office.space(), announced });
    await choose(false);
    await office.finds(bob.desk, []);
    await office.isAt(bob.desk, 'online');
    await choose(true);
    await office.finds(bob.desk, [{ name: 'Garden', state: 'alive' }]);
  });

  it('see the space go when its host quits', async () => {
    await ada.desk.quit();
    await office.finds(bob.desk, []);
  });
});
