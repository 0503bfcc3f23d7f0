import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { inviteLink, joinByLink, message, own, say, timeline } from './people.ts';

/** High enough that all of the conversation is drawn. */
const options = { viewport: { width: 900, height: 2400 } };
const NAMES = ['Ben', 'Cleo', 'Dora', 'Emil', 'Finn', 'Gwen', 'Hugo', 'Iris', 'Jon'];

test('a server that is killed and started again under ten browsers has them all in step again', async ({
  space,
  browse,
}) => {
  const ada = await browse(space.url, options);
  await own(ada, 'Garden', 'Ada');
  const link = await inviteLink(ada);
  const others: { name: string; page: Page }[] = [];
  for (const name of NAMES) {
    const page = await browse(link, options);
    await joinByLink(page, 'Garden', name);
    others.push({ name, page });
  }
  const everyone = [{ name: 'Ada', page: ada }, ...others];

  for (const round of ['one', 'two']) {
    const words = (name: string) => `${name} in round ${round}`;
    // Nobody waits for anybody: the server is killed while messages are on their way.
    const sending = everyone.map(({ name, page }) => say(page, words(name)));
    await space.kill();
    await Promise.all(sending);
    await space.startAgain();
    for (const { page } of everyone)
      for (const { name } of everyone) await expect(message(page, words(name))).toHaveCount(1);
  }

  await test.step('all of them hold one order', async () => {
    const order = (page: Page) =>
      timeline(page)
        .getByText(/^\w+ in round \w+$/)
        .allTextContents();
    // What is one's own stands at the end until it is known where it came.
    await expect(async () => {
      const first = await order(ada);
      expect(first).toHaveLength(20);
      for (const { page } of others) expect(await order(page)).toEqual(first);
    }).toPass();
  });
});
