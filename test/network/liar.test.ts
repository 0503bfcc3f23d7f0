import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoNamespaces } from '../support/network/createNetwork.ts';
import { createOffice, type Office } from '../support/network/createOffice.ts';
import { soon } from '../support/soon.ts';

/** Ada hosts, Bob is in her space, and Mallory is on the same network. One story, told in order. */
describe.runIf(whyNoNamespaces() === null)('a network with a liar on it', () => {
  let office: Office;
  beforeAll(async () => {
    office = await createOffice();
  });
  afterAll(() => office?.dispose());

  it('sends nobody astray: what says it is the space and has another key is told nothing', async () => {
    const [ada, bob, mallory] = await Promise.all([
      office.comes('ada', '10.77.0.1'),
      office.comes('bob', '10.77.0.2'),
      office.comes('mallory', '10.77.0.66'),
    ]);
    const spaceId = await office.hosts(ada.desk, 'Ada');
    const address = 'https://10.77.0.1:4100';
    await office.joins(bob.desk, 'Bob', address, ada.desk);
    await office.isAt(bob.desk, 'online');
    const { trust } = await office.viewOf(bob.desk);

    await ada.host.plug(false);
    await office.isAt(bob.desk, 'offline');
    await office.says(bob.desk, 'This is for Ada.');
    await mallory.desk.lie(spaceId, 'pin' in trust ? trust.pin : null, 4300);
    const heard = () => mallory.desk.overheard();
    // Bob's app goes there, sees the key, and goes again without a word.
    await soon(async () => expect((await heard()).connections).toBeGreaterThan(1));
    expect((await heard()).text).toBe('');
    expect(await office.viewOf(bob.desk)).toMatchObject({ address, trust });
    await bob.desk.watch(true);
    await soon(async () => expect((await heard()).connections).toBeGreaterThan(3));
    await office.finds(bob.desk, []);

    await ada.host.plug(true);
    await office.isAt(bob.desk, 'online');
    await office.sees(ada.desk, bob.desk);
    expect(await office.viewOf(bob.desk)).toMatchObject({ address, trust });
    expect((await heard()).text).toBe('');
  });
});
