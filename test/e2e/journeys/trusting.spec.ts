import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { appInviteLink, readInviteLink } from '../../../src/shared/model/inviteLink.ts';
import { fingerprintOf, type Pin } from '../../../src/shared/model/trust.ts';
import { createEavesdropper } from '../../support/tls/createEavesdropper.ts';
import { createIdentity } from '../../support/tls/createIdentity.ts';
import { answerDialog, expect, test } from '../fixtures.ts';
import { composer, host, message, PASSWORD, row, say } from '../people.ts';

/** The link that a host passes on, as it stands in the window; it leads to this computer, whatever networks it is on. */
async function inviteOf(window: Page, space: string) {
  const card = window.getByRole('region', { name: `${space} is running` });
  const label = await card.getByRole('button', { name: /^Copy: http.*\/join\// }).getAttribute('aria-label');
  const link = readInviteLink(label?.replace('Copy: ', '') ?? '');
  if (!link?.pin) throw new Error(`There is no key in the link: ${label}`);
  const { port } = new URL(link.address);
  return { ...link, pin: link.pin, address: `https://127.0.0.1:${port}`, port: Number(port) };
}

const keyIn = (window: Page, label: string) =>
  window.getByRole('dialog').getByRole('figure', { name: label });
/** A fingerprint stands in groups, one beside the other. */
const showsKey = (window: Page, label: string, pin: Pin) =>
  expect(keyIn(window, label)).toHaveText(fingerprintOf(pin).replaceAll(' ', ''));

test('a space is joined by its link, and nothing is said to another key until a person has compared it', async ({
  launchApp,
  saveScreenshot,
}, testInfo) => {
  const adaData = testInfo.outputPath('ada');
  let ada = await launchApp({ userDataDir: adaData });
  await host(ada.window, 'Garden', 'Ada');
  const invite = await inviteOf(ada.window, 'Garden');
  await ada.window.getByRole('button', { name: 'Open Garden' }).click();

  const ben = await launchApp({ args: [appInviteLink(invite)] });
  await test.step('the link that the system opens fills the form in, and vouches for the key', async () => {
    await expect(ben.window.getByLabel('Address of the space')).toHaveValue(new RegExp(invite.invite));
    await ben.window.getByRole('button', { name: 'Continue' }).click();
    const form = ben.window.getByRole('region', { name: 'Join a space' });
    await expect(form).toContainText('Encrypted, with the key of your invite link');
    await ben.window.getByLabel('Your name').fill('Ben');
    await ben.window.getByLabel('Username').fill('ben');
    await ben.window.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await ben.window.getByRole('button', { name: 'Join', exact: true }).click();
    for (const { window } of [ada, ben]) await row(window, 'general').click();
    await say(ben.window, 'Is this wire safe?');
    await expect(message(ada.window, 'Is this wire safe?')).toBeVisible();
  });

  await answerDialog(ada.app, 'showMessageBox', { response: 0 });
  await ada.close();
  const stranger = createIdentity();
  const eavesdropper = await createEavesdropper({ identity: stranger, port: invite.port });
  const banner = ben.window.getByText('The key of Garden has changed').filter({ visible: true }).first();

  await test.step('somebody else answers there: both fingerprints are shown, and nothing is said', async () => {
    await expect(banner).toBeVisible();
    await say(ben.window, 'Not for strangers.');
    await ben.window.getByRole('button', { name: 'What is this?' }).click();
    await showsKey(ben.window, 'Known until now', invite.pin);
    await showsKey(ben.window, 'What answers now', stranger.pin);
    await expect(ben.window.getByRole('button', { name: 'Trust the new key' })).toBeDisabled();
    await saveScreenshot(ben.window, 'journey-trusting-changed');
    await ben.window.keyboard.press('Escape');
    expect(eavesdropper.connections().begun).toBeGreaterThan(0);
    expect(eavesdropper.heard()).toBe('');
    await eavesdropper.close();
  });

  await test.step('the host set it up anew: whoever compares it goes on, with what was written', async () => {
    for (const folder of readdirSync(join(adaData, 'hosted')))
      rmSync(join(adaData, 'hosted', folder, 'tls.key'));
    ada = await launchApp({ userDataDir: adaData });
    await row(ada.window, 'general').click();
    await ada.window.getByRole('button', { name: 'Menu of Garden' }).click();
    await ada.window.getByRole('menuitem', { name: 'Connection and security' }).click();
    const shown = await keyIn(ada.window, 'Fingerprint of its key').innerText();
    await ben.window.getByRole('button', { name: 'Try now' }).click();
    await ben.window.getByRole('button', { name: 'What is this?' }).click();
    const read = (text: string) => text.replaceAll(/\s/g, '');
    await expect
      .poll(async () => read(await keyIn(ben.window, 'What answers now').innerText()))
      .toBe(read(shown));
    await ben.window.getByLabel('I have compared it with the host, and it is the same').check();
    await ben.window.getByRole('button', { name: 'Trust the new key' }).click();
    await ada.window.keyboard.press('Escape');
    await expect(message(ada.window, 'Not for strangers.')).toBeVisible();
    await expect(banner).toHaveCount(0);
    await composer(ben.window).click();
    await say(ben.window, 'There you are.');
    await expect(message(ada.window, 'There you are.')).toBeVisible();
  });
});
