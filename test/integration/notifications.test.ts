import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNotifier } from '../../src/client/notifications/createNotifier.ts';
import { createShown } from '../../src/client/notifications/createShown.ts';
import type { MessageId, SpaceId } from '../../src/shared/model/ids.ts';
import { soon } from '../support/soon.ts';
import {
  type Computer,
  createComputers,
  generalOf,
  guest,
  online,
  portOf,
} from '../support/space/createComputers.ts';

/** What one computer's system was asked to show, and what it still shows. */
type Desktop = { told: string[]; shown: string[] };

let computers: ReturnType<typeof createComputers>;
beforeEach(() => {
  computers = createComputers();
});
afterEach(() => computers.dispose());

/** Starts a computer with everything but Electron: what it shows is kept in `desktop`. */
function start(name: string, desktop: Desktop): Promise<Computer> {
  const shown = createShown();
  const notifier = createNotifier({
    isInFront: () => false,
    isSystemQuiet: async () => false,
    show(notice, spaceId) {
      const words = notice.body === '' ? notice.title : `${notice.title}: ${notice.body}`;
      desktop.told.push(words);
      desktop.shown.push(words);
      shown.add(notice, spaceId, {
        close: () => void desktop.shown.splice(desktop.shown.indexOf(words), 1),
      });
    },
  });
  return computers.start(name, { notifier, onDelta: shown.heard });
}

/** Ada hosts on her desk; Bob has a laptop and a phone. */
async function together() {
  const [atLaptop, atPhone]: Desktop[] = [
    { told: [], shown: [] },
    { told: [], shown: [] },
  ];
  if (!atLaptop || !atPhone) throw new Error('unreachable');
  const desk = await computers.start('desk');
  const { spaceId } = await computers.host(desk);
  await online(desk, spaceId);
  const { code } = await desk.spaces.invite({ spaceId });
  const address = `127.0.0.1:${portOf(desk.view(spaceId))}`;
  const laptop = await start('laptop', atLaptop);
  await laptop.spaces.join({ address, account: { mode: 'register', invite: code, ...guest } });
  const phone = await start('phone', atPhone);
  const { username, password } = guest;
  await phone.spaces.join({ address, account: { mode: 'login', username, password } });
  await online(laptop, spaceId);
  await online(phone, spaceId);
  return { desk, laptop, phone, atLaptop, atPhone, spaceId };
}

/** What people do in #general. */
async function inGeneral(computer: Computer, spaceId: SpaceId) {
  const { engine, conversationId } = await generalOf(computer, spaceId);
  const find = (text: string) =>
    soon(async () => {
      const { messages } = await engine.page({ conversationId, limit: 50 });
      const found = messages.find((message) => message.text === text);
      if (!found || found.seq === 0) throw new Error(`${text} is not there yet`);
      return found;
    });
  return {
    engine,
    conversationId,
    find,
    async say(text: string, replyTo?: MessageId) {
      await engine.sendMessage({ conversationId, text, ...(replyTo && { replyTo }) });
      return find(text);
    },
  };
}

const isTold = (desktop: Desktop, ...expected: string[]) =>
  soon(() => expect(desktop.told).toEqual(expected));
const shows = (desktop: Desktop, ...expected: string[]) =>
  soon(() => expect(desktop.shown).toEqual(expected));

describe('what a person is told of', () => {
  it('S17: is told on each of their devices once, whatever starts again or is built anew', async () => {
    const { desk, laptop, atLaptop, atPhone, spaceId } = await together();
    const [ada, bob] = [await inGeneral(desk, spaceId), await inGeneral(laptop, spaceId)];
    const question = await bob.say('Who has the key?');
    await ada.find('Who has the key?');
    await ada.say('I do', question.id);
    await ada.say('@bob it is in the shed');
    const { engine } = ada;
    await engine.createConversation({ kind: 'channel', name: 'shed', private: false });
    const shed = await soon(async () => {
      const found = (await engine.content()).conversations.find(
        ({ name, pending }) => name === 'shed' && !pending,
      );
      if (!found) throw new Error('not there yet');
      return found;
    });
    await engine.addToOutbox({
      conversationId: shed.id,
      request: {
        name: 'member:add',
        payload: { conversationId: shed.id, userIds: [laptop.view(spaceId).userId] },
      },
    });
    await engine.ask({
      question: {
        name: 'space:announce',
        payload: { title: 'Frost', body: 'Tonight', clientId: crypto.randomUUID() as never },
      },
    });
    const expected = [
      'Ada L. replied to you in #general: I do',
      'Ada L. in #general: @bob it is in the shed',
      'Ada L. added you to #shed',
      'Announcement: Frost: Tonight',
    ];
    await isTold(atLaptop, ...expected);
    await isTold(atPhone, ...expected);

    // A restart.
    await computers.stop(laptop);
    const again = await start('laptop', atLaptop);
    await online(again, spaceId);
    await ada.say('@bob one');
    await isTold(atLaptop, ...expected, 'Ada L. in #general: @bob one');

    // A cache that is built anew.
    await computers.stop(again);
    const cache = join(computers.folder, 'laptop/spaces', spaceId, 'cache.sqlite');
    for (const file of [cache, `${cache}-wal`, `${cache}-shm`]) rmSync(file, { force: true });
    const rebuilt = await start('laptop', atLaptop);
    await online(rebuilt, spaceId);
    await (await inGeneral(rebuilt, spaceId)).find('@bob one');
    await ada.say('@bob two');
    await isTold(atLaptop, ...expected, 'Ada L. in #general: @bob one', 'Ada L. in #general: @bob two');
  });

  it('is taken back on the other devices once it was read on one', async () => {
    const { desk, laptop, atLaptop, atPhone, spaceId } = await together();
    const [ada, bob] = [await inGeneral(desk, spaceId), await inGeneral(laptop, spaceId)];
    const { conversationId, seq } = await ada.say('@bob the frost comes');
    const said = { title: 'Frost', body: 'Tonight', clientId: crypto.randomUUID() as never };
    await ada.engine.ask({ question: { name: 'space:announce', payload: said } });
    const both = ['Ada L. in #general: @bob the frost comes', 'Announcement: Frost: Tonight'];
    await shows(atLaptop, ...both);
    await shows(atPhone, ...both);
    await bob.engine.advanceRead({ conversationId, seq });
    await shows(atPhone, 'Announcement: Frost: Tonight');
    await shows(atLaptop, 'Announcement: Frost: Tonight');
    const { entries } = await bob.engine.content();
    const keys = entries.flatMap(({ kind, key }) => (kind === 'notification' ? [key] : []));
    await bob.engine.addToOutbox({
      conversationId: null,
      request: { name: 'notification:read', payload: { keys } },
    });
    await shows(atLaptop);
    await shows(atPhone);
  });

  it('is taken back where it was deleted', async () => {
    const { desk, atPhone, spaceId } = await together();
    const ada = await inGeneral(desk, spaceId);
    const { id: messageId, conversationId } = await ada.say('@bob never mind');
    await shows(atPhone, 'Ada L. in #general: @bob never mind');
    await ada.engine.deleteMessage({ conversationId, target: { messageId } });
    await shows(atPhone);
  });

  it('after an absence is told of together, and not at all where it was read elsewhere', async () => {
    const { desk, laptop, phone, atLaptop, atPhone, spaceId } = await together();
    const [ada, bob] = [await inGeneral(desk, spaceId), await inGeneral(laptop, spaceId)];
    const question = await bob.say('Who?');
    await ada.find('Who?');
    await computers.stop(phone);
    let last = question;
    for (const text of ['one', 'two', 'three', 'four']) last = await ada.say(text, question.id);
    await soon(() => expect(atLaptop.told).toHaveLength(4));
    const back = await start('phone', atPhone);
    await isTold(atPhone, '4 notifications');
    await computers.stop(back);
    await ada.say('five', question.id);
    const { seq } = await ada.say('six', question.id);
    await bob.find('six');
    await bob.engine.advanceRead({ conversationId: last.conversationId, seq });
    await soon(async () => {
      const { entries } = await bob.engine.content();
      const unread = entries.filter(({ value }) => (value as { readAt?: unknown }).readAt === null);
      expect(unread).toEqual([]);
    });
    const later = await start('phone', atPhone);
    await online(later, spaceId);
    await ada.say('@bob seven');
    await isTold(atPhone, '4 notifications', 'Ada L. in #general: @bob seven');
  });
});
