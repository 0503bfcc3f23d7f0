import type { Page } from '@playwright/test';
import { atRest, callCount, composer, expect, open, test } from './fixtures.ts';

const lastSent = (page: Page) =>
  page.evaluate(() => globalThis.fake.calls.findLast(({ name }) => name === 'messages:send')?.input);

test.describe('completion', () => {
  test('names a channel, which then leads there', async ({ show }) => {
    const page = await show('markdown');
    await atRest(page);
    await composer(page).pressSequentially('as I said in #bee');
    await expect(page.getByRole('listbox', { name: 'Channels to name' })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(composer(page)).toHaveValue('as I said in #bees ');
    await page.keyboard.press('Enter');
    await page.getByRole('article').last().getByRole('button', { name: '#bees' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('bees');
  });

  test('finds an emoji by its name and puts the character in', async ({ show }) => {
    const page = await show('markdown');
    await atRest(page);
    await composer(page).pressSequentially('well done :tad');
    await expect(page.getByRole('option', { name: ':tada:' })).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Tab');
    await expect(composer(page)).toHaveValue('well done 🎉 ');
    await composer(page).pressSequentially('at 10:30 :) ');
    await expect(page.getByRole('option')).toHaveCount(0);
  });

  test('can be taken back, like everything that is typed', async ({ show }) => {
    const page = await show('markdown');
    await atRest(page);
    await composer(page).pressSequentially('hi @tom');
    await page.keyboard.press('Enter');
    await expect(composer(page)).toHaveValue('hi @tomas ');
    await page.keyboard.press('Control+z');
    await expect(composer(page)).toHaveValue('hi @tom');
    await page.keyboard.press('Control+Shift+z');
    await expect(composer(page)).toHaveValue('hi @tomas ');
  });
});

test.describe('commands', () => {
  test('are listed by / and by /help, and chosen by key', async ({ show }) => {
    const page = await show('markdown');
    await atRest(page);
    await composer(page).pressSequentially('/');
    await expect(page.getByRole('option')).toContainText(['/me', '/shrug', '/help']);
    await page.keyboard.press('Escape');
    await composer(page).fill('/help');
    await page.keyboard.press('Enter');
    await expect(composer(page)).toHaveValue('/');
    await expect(page.getByRole('option')).toContainText(['/topic', '/rename', '/mute', '/unmute', '/help']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(composer(page)).toHaveValue('/shrug ');
    await page.keyboard.type('who knows');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article').last()).toContainText('who knows ¯\\_(ツ)_/¯');
  });

  test('say what one does, and leave a channel', async ({ show }) => {
    const page = await show('markdown');
    await atRest(page);
    await composer(page).fill('/me waves');
    await page.keyboard.press('Enter');
    await expect.poll(() => lastSent(page)).toMatchObject({ text: '/me waves' });
    await expect(page.locator('.message-action').last()).toHaveText('Mara Lindqvist waves');
    await open(page, 'bees');
    await composer(page).pressSequentially('/leave');
    await page.keyboard.press('Enter');
    await expect.poll(() => callCount(page, 'conversations:leave')).toBe(1);
    await expect.poll(() => callCount(page, 'messages:send')).toBe(1);
  });

  test('that do not exist keep the text, say so, and can be sent as text', async ({ show }) => {
    const page = await show('markdown');
    await atRest(page);
    await composer(page).fill('/dance slowly');
    await page.keyboard.press('Enter');
    await expect(page.getByText('There is no command /dance here.')).toBeVisible();
    await expect(composer(page)).toHaveValue('/dance slowly');
    expect(await callCount(page, 'messages:send')).toBe(0);
    await page.getByRole('button', { name: 'Send it as text' }).click();
    await expect.poll(() => lastSent(page)).toMatchObject({ text: '/dance slowly' });
    await expect(composer(page)).toHaveValue('');
    await composer(page).fill('/etc/hosts has it');
    await page.keyboard.press('Enter');
    await expect.poll(() => lastSent(page)).toMatchObject({ text: '/etc/hosts has it' });
  });

  test('are text in a message that is edited', async ({ show }) => {
    const page = await show('markdown');
    await atRest(page);
    await composer(page).fill('plain');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article').last()).toContainText('plain');
    await page.keyboard.press('ArrowUp');
    await composer(page).fill('/leave');
    await expect(page.getByRole('option')).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article').last()).toContainText('/leave');
    expect(await callCount(page, 'conversations:leave')).toBe(0);
  });
});

test.describe('commands that change a conversation', () => {
  test('name their use, and do it: topic, name and people, chosen with the mouse', async ({ show }) => {
    const page = await show('full');
    await open(page, 'bees');
    await page.evaluate(() => {
      const { fake } = globalThis;
      const spaceId = fake.space().view.spaceId;
      const noor = [...fake.space().users.values()].find(({ username }) => username === 'noor');
      const conversationId = fake.conversation('bees').id;
      if (noor === undefined) throw new Error('no Noor');
      const left = [noor.id];
      const members = fake.space().members.get(conversationId) ?? [];
      fake.space().members.set(
        conversationId,
        members.filter((id) => id !== noor.id),
      );
      fake.push({ type: 'members.changed', spaceId, conversationId, joined: [], left });
    });
    await composer(page).pressSequentially('/to');
    await page.getByRole('option', { name: '/topic what it is about' }).click();
    await page.keyboard.type('Smoke on Friday');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Topic: Smoke on Friday' })).toBeVisible();
    await expect(composer(page)).toHaveValue('');
    await composer(page).fill('/rename wasps');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('wasps');
    await composer(page).pressSequentially('/invite @');
    await expect(page.getByRole('option')).toHaveText([/Noor/]);
    await page.getByRole('option').click();
    await page.keyboard.press('Enter');
    await expect(page.getByText('You added Noor.')).toBeVisible();
    expect(await callCount(page, 'messages:send')).toBe(0);
  });

  test('refuse clearly and keep the text; archive by key alone', async ({ show }) => {
    const page = await show('full');
    await open(page, 'bees');
    const { keyboard } = page;
    for (const [text, words] of [
      ['/topic', 'Write the topic after it.'],
      ['/rename compost', 'A channel of this name exists already.'],
      ['/invite @nobody', 'Nobody here is called @nobody.'],
      ['/invite @noor', 'Noor is in this conversation already.'],
      ['/archive it all', 'Write /archive by itself.'],
    ] as const) {
      await composer(page).fill(text);
      await keyboard.press('Escape');
      await keyboard.press('Enter');
      await expect(page.getByText(words)).toBeVisible();
      await expect(composer(page)).toHaveValue(text);
    }
    expect(await callCount(page, 'outbox:add')).toBe(0);
    await composer(page).fill('');
    await keyboard.type('/arc');
    await keyboard.press('Enter');
    await keyboard.press('Enter');
    await expect(page.getByText('This conversation is archived: it can only be read.')).toBeVisible();
  });

  test('are not offered to who may not, and say so when they are written', async ({ show }) => {
    const page = await show('full');
    await page.evaluate(() => {
      const { fake } = globalThis;
      const space = fake.space();
      const me = space.users.get(space.view.userId);
      const view = fake.conversation('bees');
      const other = [...space.users.keys()][3];
      if (me === undefined || other === undefined) throw new Error('nobody');
      view.createdBy = other;
      const { spaceId } = space.view;
      fake.push(
        { type: 'users.changed', spaceId, users: [{ ...me, role: 'member' }] },
        { type: 'conversations.changed', spaceId, conversations: [view] },
      );
    });
    await open(page, 'bees');
    await composer(page).pressSequentially('/');
    await expect(page.getByRole('option')).toContainText(['/topic', '/invite', '/leave']);
    await expect(page.getByRole('option', { name: '/archive' })).toHaveCount(0);
    await expect(page.getByRole('option', { name: '/rename' })).toHaveCount(0);
    await page.keyboard.type('archive');
    await page.keyboard.press('Enter');
    await expect(page.getByText('You cannot use /archive here.')).toBeVisible();
    await expect(composer(page)).toHaveValue('/archive');
    await expect(page.getByRole('button', { name: 'Send it as text' })).toBeVisible();
    // Nor may they call everyone in a channel.
    await composer(page).fill('');
    await composer(page).pressSequentially('@eve');
    await expect(page.getByRole('option')).toHaveCount(0);
  });
});

test.describe('calling all who are there', () => {
  test('is offered with whom it calls, by mouse and by key', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await composer(page).pressSequentially('@');
    await expect(page.getByRole('option', { name: '@everyone' })).toContainText('Calls all 23 others');
    await expect(page.getByRole('option', { name: '@here' })).toContainText(
      /Calls the \d+ others who are here/,
    );
    await page.getByRole('option', { name: '@everyone' }).click();
    await expect(composer(page)).toHaveValue('@everyone ');
    await composer(page).fill('');
    await composer(page).pressSequentially('tea? @her');
    await page.keyboard.press('Tab');
    await expect(composer(page)).toHaveValue('tea? @here ');
  });

  test('is seen by those it calls as meant for them, and not by who wrote it', async ({ show }) => {
    const page = await show('full');
    await atRest(page);
    await page.evaluate(() => {
      const { fake } = globalThis;
      const { id } = fake.conversation('general');
      fake.receive(id, '@everyone frost tonight', 2, { audience: 'everyone' });
      fake.receive(id, '@here I am, too', 0, { audience: 'here' });
    });
    const row = (text: string) => page.getByRole('article').filter({ hasText: text });
    await expect(row('frost tonight')).toHaveAttribute('data-mention', 'true');
    await expect(row('frost tonight').locator('.mention')).toHaveText('@everyone');
    await expect(row('I am, too')).not.toHaveAttribute('data-mention', 'true');
  });
});

test.describe('formatting', () => {
  test('marks what is selected by key, and takes the marks off', async ({ show }) => {
    const page = await show('markdown');
    await atRest(page);
    await composer(page).fill('very good');
    await page.keyboard.press('Shift+Control+ArrowLeft');
    await page.keyboard.press('Control+b');
    await expect(composer(page)).toHaveValue('very **good**');
    await page.keyboard.press('Control+i');
    await expect(composer(page)).toHaveValue('very ***good***');
    await page.keyboard.press('Control+i');
    await page.keyboard.press('Control+b');
    await expect(composer(page)).toHaveValue('very good');
    await page.keyboard.press('Control+Shift+k');
    await page.keyboard.type('https://example.org');
    await expect(composer(page)).toHaveValue('very [good](https://example.org)');
    await page.keyboard.press('Control+z');
    await expect(composer(page)).not.toHaveValue('very [good](https://example.org)');
  });

  test('is in a menu too, which gives the focus and the selection back', async ({ show }) => {
    const page = await show('markdown');
    await atRest(page);
    await composer(page).fill('let x');
    await composer(page).selectText();
    await page.getByRole('button', { name: 'Formatting' }).click();
    await page.getByRole('menuitem', { name: 'Code' }).click();
    await expect(composer(page)).toHaveValue('`let x`');
    await expect(composer(page)).toBeFocused();
    await page.keyboard.type('let y');
    await expect(composer(page)).toHaveValue('`let y`');
  });
});

test.describe('the panel of emoji', () => {
  test('is searched and walked through by key, and remembers what was picked', async ({ show }) => {
    const page = await show('markdown');
    await atRest(page);
    await composer(page).fill('so ');
    await page.keyboard.press('Control+Shift+e');
    const search = page.getByRole('textbox', { name: 'Find an emoji' });
    await expect(search).toBeFocused();
    await page.keyboard.type('bee');
    await expect(page.getByRole('button', { name: 'honeybee' })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(composer(page)).toHaveValue('so 🐝');
    await expect(composer(page)).toBeFocused();

    await page.getByRole('button', { name: 'Insert an emoji' }).click();
    await expect(page.getByRole('tab', { name: 'Picked lately' })).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('button', { name: 'grinning face', exact: true })).toBeVisible();
    await search.focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('button', { name: 'grinning face', exact: true })).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(search).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(search).toHaveCount(0);
    await expect(composer(page)).toBeFocused();
  });

  test('gives hands the skin tone that was chosen, now and later', async ({ show }) => {
    const page = await show('markdown');
    await atRest(page);
    for (const text of ['👋🏽', '👋🏽👋🏽']) {
      await page.getByRole('button', { name: 'Insert an emoji' }).click();
      if (text === '👋🏽') await page.getByRole('radio', { name: 'Medium', exact: true }).click();
      await page.getByRole('tab', { name: 'People and body' }).click();
      await page.getByRole('button', { name: 'waving hand' }).click();
      await expect(composer(page)).toHaveValue(text);
    }
  });
});
