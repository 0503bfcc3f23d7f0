import type { Locator, Page } from '@playwright/test';
import { atRest, expect, test } from './fixtures.ts';

const dialog = (page: Page) => page.getByRole('dialog', { name: /^Invite people/ });
const code = (page: Page) => dialog(page).locator('output');
const copiedText = (page: Page) =>
  page.evaluate(() => globalThis.fake.calls.findLast(({ name }) => name === 'clipboard:write')?.input);

const LINK =
  'https://192.168.1.20:4100/join/GROW-1234-BEAN-77#pin=c40b7a91e6f25d38097cb1e4a8d3562f71e09c5bd8436fa2b51d7e8c094fa36b';

/** How bright each pixel is that is drawn of something, from 0 to 255. */
async function brightnessOf(drawn: Locator): Promise<{ side: number; at: (x: number, y: number) => number }> {
  const picture = (await drawn.screenshot()).toString('base64');
  const { width, reds } = await drawn.page().evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    canvas?.drawImage(bitmap, 0, 0);
    const data = canvas?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [];
    return { width: bitmap.width, reds: [...data].filter((_, index) => index % 4 === 0) };
  }, picture);
  return { side: width, at: (x, y) => reds[y * width + x] ?? 0 };
}

async function openInvites(page: Page): Promise<void> {
  await atRest(page);
  await page.getByRole('button', { name: 'Menu of Garden association' }).click();
  await page.getByRole('menuitem', { name: 'Invite people' }).click();
  await expect(dialog(page).getByRole('button', { name: 'Copy invite' })).toBeVisible();
}

test('Mara copies a link that carries the key, and finds every other way behind it', async ({ show }) => {
  const page = await show('full');
  await openInvites(page);
  await dialog(page).getByRole('button', { name: 'Copy invite' }).click();
  await expect(dialog(page).getByRole('button', { name: 'Copied' })).toBeVisible();
  await expect.poll(() => copiedText(page)).toMatchObject({ text: expect.stringContaining(LINK) });
  await dialog(page).getByText('Other ways in').click();
  await dialog(page)
    .getByRole('button', { name: /^Copy: parley:\/\/join\?/ })
    .click();
  await expect
    .poll(() => copiedText(page))
    .toMatchObject({
      text: expect.stringMatching(/^parley:\/\/join\?address=https.*&invite=GROW-1234-BEAN-77&pin=c40b/),
    });
  await expect(dialog(page).getByRole('button', { name: 'Copy: GROW-1234-BEAN-77' })).toBeVisible();
  await expect(dialog(page).getByRole('button', { name: /^Copy: https:\/\/garden-desk/ })).toBeVisible();
});

for (const theme of ['light', 'dark'] as const)
  test(`the code for cameras is dark on light in the ${theme}, with its quiet edge`, async ({ show }) => {
    const page = await show('full', { theme });
    await openInvites(page);
    const drawn = dialog(page).getByRole('img', { name: 'QR code of the invite link' });
    const { side, at } = await brightnessOf(drawn);
    const modules = Number((await drawn.getAttribute('viewBox'))?.split(' ')[2]);
    const middleOf = (module: number) => Math.floor(((module + 4.5) / modules) * side);
    // Beside it light, the finder's edge dark, its ring light, its heart dark; and the same in two more corners.
    expect(at(Math.floor(side / 2), 3)).toBeGreaterThan(230);
    for (const [module, isDark] of [
      [0, true],
      [1, false],
      [3, true],
    ] as const) {
      const near = middleOf(module);
      const far = side - 1 - near;
      for (const light of [at(near, near), at(far, near), at(near, far)]) expect(light < 128).toBe(isDark);
    }
  });

test('a code is made to be read out, runs out, and another one is made, by keys alone', async ({ show }) => {
  const page = await show('full');
  await page.clock.install();
  await openInvites(page);
  await expect(code(page)).toHaveCount(0);
  await dialog(page).getByRole('button', { name: 'Make a code' }).focus();
  await page.keyboard.press('Enter');
  await expect(code(page)).toHaveText('K7Q204ZW');
  await expect(code(page)).toBeFocused();
  await expect(code(page).locator('span')).toHaveText(['K7Q2', '04ZW']);
  const timer = dialog(page).getByRole('timer');
  await expect(timer).toHaveText(/^Good for 1[45]:\d\d$/);
  const before = await code(page).boundingBox();
  await page.clock.fastForward('14:30');
  await expect(timer).toHaveText(/^Good for 0:\d\d$/);
  await page.clock.fastForward('00:31');
  await expect(timer).toHaveText('This code has ended.');
  expect(await code(page).boundingBox()).toEqual(before);
  await dialog(page).getByRole('button', { name: 'New code' }).focus();
  await page.keyboard.press('Enter');
  await expect(code(page)).toHaveText('K7Q204Z2');
  await expect(timer).toHaveText(/^Good for 1[45]:\d\d$/);
  await expect(dialog(page).getByRole('button', { name: 'New code' })).toBeFocused();
});

test('a code that cannot be made says why', async ({ show }) => {
  const page = await show('full');
  await openInvites(page);
  await page.evaluate(() => {
    globalThis.fake.options.refuseQuestions = { code: 'rate_limited', message: 'Too often.' };
  });
  await dialog(page).getByRole('button', { name: 'Make a code' }).click();
  await expect(dialog(page).getByText('Too many tries.')).toBeVisible();
  await page.evaluate(() => {
    globalThis.fake.options.refuseQuestions = { code: 'conflict', message: 'It has no key.' };
  });
  await dialog(page).getByRole('button', { name: 'Make a code' }).click();
  await expect(dialog(page).getByText('This server cannot make codes to read out.')).toBeVisible();
});

test('where the space is not encrypted there is no code, and the link carries no key', async ({ show }) => {
  const page = await show('hostedPlain');
  await openInvites(page);
  await expect(dialog(page).getByText('There is no code to read out')).toBeVisible();
  await expect(dialog(page).getByRole('button', { name: 'Make a code' })).toHaveCount(0);
  await dialog(page).getByRole('button', { name: 'Copy invite' }).click();
  await expect.poll(() => copiedText(page)).toMatchObject({ text: expect.not.stringContaining('pin=') });
});

test('a space that no other device reaches shows no code for cameras, and says why', async ({ show }) => {
  const page = await show('hostedOffNetwork');
  await openInvites(page);
  await expect(dialog(page).getByText('only this computer reaches the space')).toBeVisible();
  await expect(dialog(page).getByRole('img', { name: 'QR code of the invite link' })).toHaveCount(0);
});
