import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/ensureBuilt.ts';
import { type NetworkHost, whyNoNamespaces } from '../support/network/createNetwork.ts';
import { createOffice, type Office, password } from '../support/network/createOffice.ts';
import { openBrowser } from '../support/network/openBrowser.ts';
import type { Desk } from '../support/network/startDesk.ts';
import { soon } from '../support/soon.ts';

/** Ada hosts at 10.77.0.1, Bob has the app at 10.77.0.2, and Cleo nothing but a browser at 10.77.0.3. One story, told in order. */
describe.runIf(whyNoNamespaces() === null)('a browser among computers on a network', () => {
  let office: Office;
  let ada: { desk: Desk; host: NetworkHost };
  let bob: { desk: Desk; host: NetworkHost };
  let browser: Browser | undefined;
  let page: Page;

  beforeAll(async () => {
    expect(await ensureBuilt()).toBe(true);
    office = await createOffice();
    [ada, bob] = await Promise.all([office.comes('ada', '10.77.0.1'), office.comes('bob', '10.77.0.2')]);
    await office.hosts(ada.desk, 'Ada');
    await office.joins(bob.desk, 'Bob', 'https://10.77.0.1:4100', ada.desk);
    const cleo = await office.network.connect('cleo', '10.77.0.3');
    browser = await openBrowser(cleo, office.folder);
    page = await browser.newPage();
    page.setDefaultTimeout(120_000);
  });
  afterAll(async () => {
    await browser?.close();
    await office?.dispose();
  });

  /** What Chromium has for "Proceed to 10.77.0.1 (unsafe)": Cleo has compared the fingerprint. */
  async function passWarning(): Promise<void> {
    const words = () => page.locator('body').innerText();
    await soon(async () => expect(await words()).toContain('not private'));
    // Its words are there before it listens to keys.
    await soon(async () => {
      await page.keyboard.type('thisisunsafe');
      expect(await words()).not.toContain('not private');
    });
  }

  const composer = () => page.getByRole('textbox', { name: /^Message/ });
  async function cleoSays(text: string): Promise<void> {
    await composer().fill(text);
    await composer().press('Enter');
    office.said.push(text);
  }
  /** Each once, and in its order. */
  const cleoSees = () =>
    soon(async () => {
      const shown = await page.getByRole('article').allInnerTexts();
      const found = shown.flatMap((article) => office.said.filter((text) => article.includes(text)));
      expect(found).toEqual(office.said);
    });
  const allSee = () => Promise.all([office.sees(ada.desk, bob.desk), cleoSees()]);

  it('is warned of the certificate, which the space has made itself, and let past by a person', async () => {
    const { addresses, code } = await ada.desk.invite(office.space());
    const warned = page.goto(`${addresses[0]}/join/${code}`);
    await expect(warned).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
    await passWarning();
    await page.getByLabel('Your name').waitFor();
  });

  it('joins, and all talk', async () => {
    await page.getByLabel('Your name').fill('Cleo');
    await page.getByLabel('Username').fill('cleo');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await soon(async () => expect(await composer().isVisible()).toBe(true));
    await cleoSays('I can see it from my browser.');
    await office.sees(ada.desk, bob.desk);
    await office.says(bob.desk, 'And I can see you.');
    await allSee();
  });

  it('and the others come back by themselves when the cable of the host was pulled and put back', async () => {
    await ada.host.plug(false);
    await office.isAt(bob.desk, 'offline');
    await office.says(ada.desk, 'Is it quiet, or am I alone?');
    await cleoSays('I write on.');
    await ada.host.plug(true);
    await office.isAt(bob.desk, 'online');
    await allSee();
    await office.says(bob.desk, 'It was only the cable.');
    await allSee();
  });

  it('is warned again when the host was elsewhere and is back, since the certificate was made anew', async () => {
    await ada.host.renumber('10.77.0.9');
    await office.isReachedAt(bob.desk, 'https://10.77.0.9:4100');
    await office.isAt(bob.desk, 'online');
    await office.says(ada.desk, 'I am at another desk.');
    await office.sees(ada.desk, bob.desk);
    await ada.host.renumber('10.77.0.1');
    await office.isReachedAt(bob.desk, 'https://10.77.0.1:4100');
    await office.isAt(bob.desk, 'online');
    await office.says(bob.desk, 'We have followed you.');
    await office.sees(ada.desk, bob.desk);
    await expect(page.reload()).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
    await passWarning();
    await soon(async () => expect(await composer().isVisible()).toBe(true));
    await cleoSays('So have I.');
    await allSee();
  });
});
