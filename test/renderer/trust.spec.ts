import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { atRest, callCount, expect, frames, test } from './fixtures.ts';

const field = (page: Page) => page.getByLabel('Address of the space');
const lastCall = (page: Page, wanted: string) =>
  page.evaluate((name) => globalThis.fake.calls.findLast((call) => call.name === name)?.input, wanted);

async function goTo(page: Page, typed: string): Promise<void> {
  const join = page.getByRole('button', { name: 'Join a space' });
  await join.or(field(page)).first().waitFor();
  if (await join.isVisible()) await join.click();
  await field(page).fill(typed);
  await page.keyboard.press('Enter');
}

const RIVER = ['3FA9', '4C0E', '17D2', 'B885', '5E6A', '90C3', '4D7F', '1B26'];

test.describe('before a password is typed', () => {
  test('a server that nobody vouched for proves itself with a code, and a wrong code is no way in', async ({
    show,
  }) => {
    const page = await show('nearbyNone');
    await goTo(page, '192.168.1.30:4100');
    await expect(page.getByRole('heading', { name: 'Is this the right server?' })).toBeVisible();
    await expect(page.getByLabel('Password', { exact: true })).toHaveCount(0);
    const code = page.getByLabel('Code that was read to you');
    await code.fill('K7Q2');
    await page.keyboard.press('Enter');
    await expect(page.getByText('A code has eight letters and digits')).toBeVisible();
    expect(await callCount(page, 'space:prove')).toBe(0);
    await code.fill('AAAA BBBB');
    await page.keyboard.press('Enter');
    await expect(page.getByText('The server does not know this code.')).toBeVisible();
    await expect(code).toBeFocused();
    await code.fill('K7Q2-04ZW');
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Your name')).toBeVisible();
    await expect
      .poll(() => lastCall(page, 'space:prove'))
      .toEqual({
        address: 'https://192.168.1.30:4100',
        code: 'K7Q204ZW',
      });
  });

  test('the code that the host read out proves nothing of a server in between', async ({ show }) => {
    const page = await show('nearbyNone');
    await goTo(page, '192.168.1.66:4100 K7Q2-04ZW');
    await expect(page.getByText('The server does not know this code.')).toBeVisible();
    await expect(page.getByLabel('Password', { exact: true })).toHaveCount(0);
    expect(await callCount(page, 'space:join')).toBe(0);
  });

  test('or the fingerprint is compared, which is what the account then insists on', async ({ show }) => {
    const page = await show('nearbyNone');
    await goTo(page, '192.168.1.30:4100');
    await page.getByRole('radio', { name: 'With the fingerprint' }).focus();
    await page.keyboard.press('Space');
    const fingerprint = page.getByRole('figure', { name: 'Fingerprint of River neighbours' });
    for (const group of RIVER) await expect(fingerprint).toContainText(group);
    await expect(page.getByText('then Connection and security')).toBeVisible();
    await page.getByRole('button', { name: 'They are the same' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('with the key that you compared')).toBeVisible();
    await page.getByRole('radio', { name: 'I have an account' }).click();
    await page.getByLabel('Username').fill('ann');
    await page.getByLabel('Password', { exact: true }).fill('correct horse');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Menu of River neighbours' })).toBeVisible();
    await expect
      .poll(() => lastCall(page, 'space:join'))
      .toMatchObject({
        pin: '3fa94c0e17d2b8855e6a90c34d7f1b26a8e03c9d5174f2eb6098ca4d31b75fe2',
      });
  });

  test('fingerprints that differ end it, with what to do', async ({ show }) => {
    const page = await show('nearbyNone');
    await goTo(page, '192.168.1.66:4100');
    await page.getByRole('radio', { name: 'With the fingerprint' }).click();
    await page.getByRole('button', { name: 'They differ' }).click();
    await expect(page.getByRole('heading', { name: 'not the server you mean' })).toBeVisible();
    await page.getByRole('button', { name: 'Other address' }).click();
    await expect(field(page)).toHaveValue('192.168.1.66:4100');
  });

  test('that everyone can read along is chosen, never slipped into', async ({ show }) => {
    const page = await show('nearbyNone');
    await goTo(page, '192.168.1.40:4100');
    await expect(page.getByText('Everyone on this network can read along')).toBeVisible();
    await expect(page.getByLabel('Password', { exact: true })).toHaveCount(0);
    // Enter, pressed once more than was needed, does not join: what it means is to be read first.
    await expect(page.getByRole('heading', { name: 'River neighbours is not encrypted' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Join anyway' })).toBeVisible();
    await page.getByRole('button', { name: 'Join anyway' }).click();
    await expect(page.getByText('Not encrypted')).toBeVisible();
    await expect(page.getByLabel('Invite code')).toBeFocused();
  });

  test('a certificate that the system trusts, and this computer, need nothing more', async ({ show }) => {
    const page = await show('nearbyNone');
    await goTo(page, 'chat.river.example');
    await expect(page.getByText('with a certificate that this system trusts')).toBeVisible();
    await page.getByRole('button', { name: 'Back' }).click();
    await goTo(page, '127.0.0.1:4100');
    await expect(page.getByText('On this computer')).toBeVisible();
  });

  test('a link whose key does not fit shows both and leads nowhere but back', async ({ show }) => {
    const page = await show('nearbyNone');
    await goTo(page, `https://192.168.1.30:4100/join/GROW-1234#pin=${'5d'.repeat(32)}`);
    await expect(page.getByRole('heading', { name: 'not the server of your invite' })).toBeVisible();
    await expect(page.getByText('Nothing about you was sent.')).toBeVisible();
    await expect(page.getByRole('figure', { name: 'In your link' })).toContainText('5D5D');
    await expect(page.getByRole('figure', { name: 'What answers now' })).toContainText('3FA9');
    await expect(page.getByRole('main').getByRole('button')).toHaveText(['Back', 'Other address']);
    expect(await callCount(page, 'space:join')).toBe(0);
  });

  test('a link with a key is not good for a server without one', async ({ show }) => {
    const page = await show('nearbyNone');
    await goTo(page, `http://192.168.1.40:4100/join/GROW-1234#pin=${'5d'.repeat(32)}`);
    await expect(page.getByText('It does not prove the key that your link names')).toBeVisible();
    expect(await callCount(page, 'space:join')).toBe(0);
  });

  test('a key that changes while the account is filled in stops it', async ({ show }) => {
    const page = await show('nearbyNone');
    await goTo(page, '192.168.1.30:4100 K7Q2-04ZW');
    await page.getByLabel('Your name').fill('Ann');
    await page.getByLabel('Username').fill('ann');
    await page.getByLabel('Password', { exact: true }).fill('long enough');
    await page.evaluate(() => {
      globalThis.fake.options.refusals = { 'space:join': 'untrusted' };
    });
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'not the server that you checked' })).toBeVisible();
    await expect(page.getByText('Nothing more was sent.')).toBeVisible();
  });

  test('a certificate that is no longer trusted by then stops it', async ({ show }) => {
    const page = await show('nearbyNone');
    await goTo(page, 'chat.river.example');
    await page.getByRole('radio', { name: 'I have an account' }).click();
    await page.getByLabel('Username').fill('ann');
    await page.getByLabel('Password', { exact: true }).fill('correct horse');
    await page.evaluate(() => {
      globalThis.fake.options.refusals = { 'space:join': 'untrusted' };
    });
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'is no longer trusted' })).toBeVisible();
    await expect(page.getByText('your link')).toHaveCount(0);
  });

  test('a late answer of one server does not take the place of another', async ({ show }) => {
    const page = await show('nearby');
    await page.getByRole('button', { name: 'Join a space' }).click();
    await page.evaluate(() => globalThis.fake.hold('space:probe'));
    await goTo(page, '192.168.1.66:4100');
    await page.getByRole('button', { name: /^River neighbours/ }).click();
    await page.getByRole('radio', { name: 'With the fingerprint' }).click();
    const fingerprint = page.getByRole('figure', { name: 'Fingerprint of River neighbours' });
    await expect(fingerprint).toContainText('3FA9');
    await page.evaluate(() => globalThis.fake.letGo('space:probe'));
    await frames(page);
    await expect(fingerprint).toContainText('3FA9');
  });

  test('nor does a code that is proved late, once the fingerprints were found to differ', async ({
    show,
  }) => {
    const page = await show('nearbyNone');
    await goTo(page, '192.168.1.30:4100');
    await page.evaluate(() => globalThis.fake.hold('space:prove'));
    await page.getByLabel('Code that was read to you').fill('K7Q2-04ZW');
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: 'With the fingerprint' }).click();
    await page.getByRole('button', { name: 'They differ' }).click();
    const different = page.getByRole('heading', { name: 'not the server you mean' });
    await expect(different).toBeVisible();
    await page.evaluate(() => globalThis.fake.letGo('space:prove'));
    await frames(page);
    await expect(different).toBeVisible();
  });
});

test('a space that has moved and has another key is signed in to only by who has compared that', async ({
  show,
}) => {
  const page = await show('moved');
  await page.getByRole('button', { name: 'Add a space' }).click();
  await goTo(page, '192.168.1.66:4100');
  await expect(page.getByRole('heading', { name: 'The key of River neighbours has changed' })).toBeVisible();
  await expect(page.getByRole('figure', { name: 'Known until now' })).toContainText('3FA9');
  await expect(page.getByRole('figure', { name: 'What answers now' })).toContainText('91C7');
  await expect(page.getByText('Nothing about you was sent.')).toBeVisible();
  const on = page.getByRole('button', { name: 'Go on to sign in' });
  await expect(on).toBeDisabled();
  await page.getByRole('checkbox', { name: 'I have compared it' }).click();
  await on.click();
  await expect(page.getByRole('radio', { name: 'I have an account' })).toBeChecked();
  await page.getByLabel('Username').fill('ann');
  await page.getByLabel('Password', { exact: true }).fill('correct horse');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Menu of River neighbours' })).toBeVisible();
  await expect
    .poll(() => lastCall(page, 'space:join'))
    .toMatchObject({
      pin: '91c7e2d05ab3f6487de1094fc28b6a3507fed94b8c1260a3e75d3f1b8a94c60d',
      instead: '3fa94c0e17d2b8855e6a90c34d7f1b26a8e03c9d5174f2eb6098ca4d31b75fe2',
    });
});

test.describe('a space whose key has changed', () => {
  const dialog = (page: Page) => page.getByRole('dialog', { name: 'Connection and security' });

  test('is said, explained, and trusted again only by who has compared it', async ({ show }) => {
    const page = await show('changedKey');
    await atRest(page);
    await expect(page.getByText('The key of Garden association has changed.')).toBeVisible();
    await page.getByRole('button', { name: 'What is this?' }).focus();
    await page.keyboard.press('Enter');
    await expect(dialog(page).getByRole('figure', { name: 'Known until now' })).toContainText('3FA9');
    await expect(dialog(page).getByRole('figure', { name: 'What answers now' })).toContainText('91C7');
    const trust = dialog(page).getByRole('button', { name: 'Trust the new key' });
    await expect(trust).toBeDisabled();
    await dialog(page).getByRole('checkbox', { name: 'I have compared it' }).focus();
    await page.keyboard.press('Space');
    await trust.focus();
    await page.keyboard.press('Enter');
    await expect(dialog(page)).toHaveCount(0);
    await expect(page.getByText('has changed.')).toHaveCount(0);
    await expect
      .poll(() => lastCall(page, 'space:trust'))
      .toMatchObject({
        pin: '91c7e2d05ab3f6487de1094fc28b6a3507fed94b8c1260a3e75d3f1b8a94c60d',
      });
  });

  test('may be its first one', async ({ show }) => {
    const page = await show('newKey');
    await atRest(page);
    await page.getByRole('button', { name: 'What is this?' }).click();
    await expect(dialog(page)).toContainText('Garden association has a key now');
    await expect(dialog(page)).toContainText('None: it was not encrypted');
  });

  test('may be one whose certificate is no longer trusted, which is no good news', async ({ show }) => {
    const page = await show('lapsedCertificate');
    await atRest(page);
    await expect(page.getByText('The certificate of Garden association is no longer trusted.')).toBeVisible();
    await page.getByRole('button', { name: 'What is this?' }).click();
    await expect(dialog(page)).toContainText('The certificate has expired');
    await expect(dialog(page)).toContainText('the last resort');
    await expect(dialog(page)).not.toContainText('encryption on');
    await expect(dialog(page).getByRole('button', { name: 'Trust the new key' })).toBeDisabled();
  });

  test('what was ticked for one key is not ticked for another', async ({ show }) => {
    const page = await show('changedKey');
    await atRest(page);
    await page.getByRole('button', { name: 'What is this?' }).click();
    await dialog(page).getByRole('checkbox', { name: 'I have compared it' }).click();
    await page.evaluate(() => {
      const { connection } = globalThis.fake.space().view;
      const presented = 'ab'.repeat(32);
      globalThis.fake.setConnection({ ...connection, presented } as typeof connection);
    });
    await expect(dialog(page).getByRole('figure', { name: 'What answers now' })).toContainText('ABAB');
    await expect(dialog(page).getByRole('checkbox', { name: 'I have compared it' })).not.toBeChecked();
  });

  test('is trusted before the eyes of who does so, and closes nothing else when that is done', async ({
    show,
  }) => {
    const page = await show('changedKey');
    await atRest(page);
    await page.getByRole('button', { name: 'What is this?' }).click();
    await dialog(page).getByRole('checkbox').click();
    await page.evaluate(() => globalThis.fake.hold('space:trust'));
    await dialog(page).getByRole('button', { name: 'Trust the new key' }).click();
    await page.evaluate(() => globalThis.fake.setConnection({ status: 'connecting' }));
    await expect(dialog(page).getByRole('button', { name: 'Connecting…' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
    await page.keyboard.press('Control+,');
    const settings = page.getByRole('dialog', { name: 'Settings' });
    await expect(settings).toBeVisible();
    await page.evaluate(() => globalThis.fake.letGo('space:trust'));
    await frames(page);
    await expect(settings).toBeVisible();
  });

  test('says when it could not be trusted', async ({ show }) => {
    const page = await show('changedKey');
    await atRest(page);
    await page.evaluate(() => {
      globalThis.fake.options.refusals = { 'space:trust': 'unreachable' };
    });
    await page.getByRole('button', { name: 'What is this?' }).click();
    await dialog(page).getByRole('checkbox').click();
    await dialog(page).getByRole('button', { name: 'Trust the new key' }).click();
    await expect(dialog(page).getByText('Nothing answers there.')).toBeVisible();
    await page.evaluate(() => globalThis.fake.setConnection({ status: 'offline', retryAt: null }));
    await expect(dialog(page).getByText('Nothing answers there.')).toBeVisible();
  });

  test('has no finding in light and dark', async ({ show }) => {
    const page = await show('changedKey', { theme: 'system' });
    await atRest(page);
    await page.getByRole('button', { name: 'What is this?' }).click();
    await dialog(page).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ reducedMotion: 'reduce', colorScheme });
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode()
        .include('[role="dialog"]')
        .analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
    }
  });
});

test('who hosts sees the fingerprint to read out, and turns encryption off only knowing what it means', async ({
  show,
}) => {
  const page = await show('full');
  await atRest(page);
  await page.getByRole('button', { name: 'Menu of Garden association' }).click();
  await page.getByRole('menuitem', { name: 'Connection and security' }).click();
  const dialog = page.getByRole('dialog', { name: 'Connection and security' });
  await expect(dialog.getByRole('figure', { name: 'Fingerprint of its key' })).toContainText('C40B');
  await dialog.getByText('For people who join from a browser').click();
  await expect(dialog.getByRole('figure', { name: 'Fingerprint of its certificate' })).toContainText('2B9E');
  await dialog.getByRole('button', { name: 'Copy the fingerprint: Fingerprint of its certificate' }).click();
  await expect
    .poll(() => lastCall(page, 'clipboard:write'))
    .toMatchObject({ text: expect.stringMatching(/^2B9E /) });
  await dialog.getByRole('button', { name: 'Copy the fingerprint: Fingerprint of its key' }).click();
  await expect
    .poll(() => lastCall(page, 'clipboard:write'))
    .toMatchObject({
      text: expect.stringMatching(/^C40B( [0-9A-F]{4}){15}$/),
    });
  const announce = dialog.getByRole('checkbox', { name: 'Announce on this network' });
  await announce.click();
  await expect(announce).not.toBeChecked();
  const secure = dialog.getByRole('checkbox', { name: 'Encrypt connections (TLS)' });
  await secure.click();
  const asked = page.getByRole('dialog', { name: 'Turn encryption off?' });
  await expect(asked.getByRole('button', { name: 'Turn off' })).toBeDisabled();
  await asked.getByRole('button', { name: 'Keep it on' }).click();
  await expect(secure).toBeChecked();
  await secure.click();
  await asked.getByRole('checkbox', { name: 'I know that others can read along' }).click();
  await asked.getByRole('button', { name: 'Turn off' }).click();
  await expect(secure).not.toBeChecked();
  await expect(dialog.getByRole('figure')).toHaveCount(0);
  await expect(dialog).toContainText('everyone on the network can read along');
  // On again without a question.
  await secure.click();
  await expect(dialog.getByRole('figure')).toHaveCount(1);
});

test('a member looks up how the space is known; a browser has no such place', async ({ show }) => {
  const page = await show('full');
  await atRest(page);
  await page.getByRole('button', { name: 'River neighbours' }).click();
  await page.getByRole('button', { name: 'Menu of River neighbours' }).click();
  await page.getByRole('menuitem', { name: 'Connection and security' }).click();
  const dialog = page.getByRole('dialog', { name: 'Connection and security' });
  await expect(dialog).toContainText('with the key that was checked when you joined');
  await expect(dialog.getByRole('checkbox')).toHaveCount(0);
  const inBrowser = await show('browser');
  await atRest(inBrowser);
  await inBrowser.getByRole('button', { name: 'Menu of Garden association' }).click();
  await expect(inBrowser.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
  await expect(inBrowser.getByRole('menuitem', { name: 'Connection and security' })).toHaveCount(0);
});
