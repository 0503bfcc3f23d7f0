import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoNamespaces } from '../support/network/createNetwork.ts';
import { createOffice, type Office } from '../support/network/createOffice.ts';
import { soon } from '../support/soon.ts';

/** Dora hosts on a computer that is on more than one network; on each of them is somebody who looks around. */
describe.runIf(whyNoNamespaces() === null)('a computer on several networks', () => {
  let office: Office;
  beforeAll(async () => {
    office = await createOffice();
  });
  afterAll(() => office?.dispose());

  it('is found on each, by its address there, and on those that it joins later', async () => {
    const dora = await office.comes('dora', '10.77.1.1', '10.77.2.1');
    const watchers = await Promise.all([
      office.comes('emil', '10.77.1.2'),
      office.comes('fay', '10.77.2.2'),
      office.comes('gus', '10.77.3.2'),
    ]);
    const [emil, fay, gus] = watchers.map(({ desk }) => desk);
    if (!emil || !fay || !gus) throw new Error('Somebody did not come.');
    for (const { desk } of watchers) await desk.watch(true);
    const at = (host: string) => [{ name: 'Garden', state: 'alive', address: `https://${host}:4100` }];
    await office.hosts(dora.desk, 'Dora');
    await Promise.all([office.finds(emil, at('10.77.1.1')), office.finds(fay, at('10.77.2.1'))]);
    expect(await gus.around()).toEqual([]);
    await dora.host.join('10.77.3.1');
    await office.finds(gus, at('10.77.3.1'));
    await dora.desk.quit();
    for (const { desk } of watchers) await office.finds(desk, []);
  });

  it('is told where another program keeps it from looking, and looks once that has ended', async () => {
    const hal = await office.comes('hal', '10.77.1.3');
    const ivy = await office.comes('ivy', '10.77.1.4');
    await office.hosts(ivy.desk, 'Ivy');
    await hal.desk.keepFromLooking(true);
    await hal.desk.watch(true);
    await soon(async () => expect(await hal.desk.canLook()).toBe(false));
    await hal.desk.keepFromLooking(false);
    await soon(async () => expect(await hal.desk.canLook()).toBe(true));
    await office.finds(hal.desk, [{ name: 'Garden', state: 'alive' }]);
  });
});
