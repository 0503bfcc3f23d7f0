import { copyFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noDraft } from '../../../src/shared/model/draft.ts';
import type { ConversationId } from '../../../src/shared/model/ids.ts';
import type { HandDevice } from '../../support/byHand/handDevice.ts';
import { World } from '../../support/byHand/world.ts';

let world: World;
let laptop: HandDevice;
let desk: HandDevice;
let general: ConversationId;

beforeEach(async () => {
  world = await World.create('ada', 'ben');
  laptop = await world.addDevice(0);
  desk = await world.addDevice(0);
  await world.run(100);
  const found = (await laptop.engine.content()).conversations.find((one) => one.everyone);
  if (found === undefined) throw new Error('no #general');
  general = found.id;
});
afterEach(() => world.close());

const draftOf = async ({ engine }: HandDevice, id = general) =>
  (await engine.content()).drafts.find(({ conversationId }) => conversationId === id)?.text ?? '';

/** As a window does, which knows what it is told of its draft. */
async function write(device: HandDevice, text: string, conversationId = general): Promise<void> {
  const was = { text: await draftOf(device, conversationId), replyTo: null };
  await device.engine.saveDraft({ conversationId, draft: { text, replyTo: null }, was });
}

const backup = () => `${world.databasePath}.backup`;
async function backUp(): Promise<void> {
  world.killServer();
  copyFileSync(world.databasePath, backup());
  world.startServer();
  await world.run(5_000);
}
async function putBack(): Promise<void> {
  world.killServer();
  copyFileSync(backup(), world.databasePath);
  world.startServer();
  await world.run(60_000);
}

const unplug = (device: HandDevice) => {
  device.plugged = false;
  device.wire?.cutBoth();
};
const plug = async (...devices: HandDevice[]) => {
  for (const device of devices) device.plugged = true;
  await world.heal();
};
const told = ({ deltas }: HandDevice) => deltas.filter((delta) => delta.type === 'draft.changed');

describe('a draft', () => {
  it('follows its person to their other devices, and is gone from all when it is sent', async () => {
    await write(laptop, 'Dear all');
    await world.run(100);
    expect(await draftOf(desk)).toBe('Dear all');
    await write(desk, 'Dear all, tomorrow');
    await world.run(100);
    expect(await draftOf(laptop)).toBe('Dear all, tomorrow');
    await write(laptop, '');
    await world.run(100);
    expect([await draftOf(laptop), await draftOf(desk)]).toEqual(['', '']);
    expect(told(desk).map((delta) => delta.mixed)).toEqual([false, false]);
    expect(told(laptop)).toHaveLength(1);
  });

  it('is nobody else’s to see', async () => {
    const ben = await world.addDevice(1);
    await write(laptop, 'Dear all');
    await world.run(100);
    expect((await ben.engine.content()).drafts).toEqual([]);
    expect((await ben.engine.content()).entries.filter(({ kind }) => kind === 'draft')).toEqual([]);
  });

  it('S17: written offline it is there after a restart, and follows once there is a connection', async () => {
    unplug(laptop);
    await write(laptop, 'in the train');
    await laptop.restart();
    expect(await draftOf(laptop)).toBe('in the train');
    await plug(laptop);
    expect(await draftOf(desk)).toBe('in the train');
  });

  it('written on two devices at once becomes one text of both, on both', async () => {
    unplug(laptop);
    await write(laptop, 'from the laptop');
    await write(desk, 'from the desk');
    await world.run(100);
    await plug(laptop);
    const both = 'from the desk\nfrom the laptop';
    expect([await draftOf(laptop), await draftOf(desk)]).toEqual([both, both]);
    expect(told(laptop)).toMatchObject([{ draft: { text: both }, mixed: true }]);
  });

  it('in the same moment, too', async () => {
    await Promise.all([write(laptop, 'from the laptop'), write(desk, 'from the desk')]);
    await world.run(1_000);
    expect(await draftOf(laptop)).toBe(await draftOf(desk));
    expect((await draftOf(desk)).split('\n').toSorted()).toEqual(['from the desk', 'from the laptop']);
  });

  it('is not taken for another device’s where the answer was lost in a crash', async () => {
    await write(laptop, 'one');
    await world.clock.settle();
    laptop.wire?.deliverUp();
    await world.clock.settle();
    await laptop.restart();
    await write(laptop, 'two');
    await plug(laptop);
    expect([await draftOf(laptop), await draftOf(desk)]).toEqual(['two', 'two']);
  });

  it('that was sent on another device while the answer to its saving was lost does not come back', async () => {
    await write(laptop, 'hello');
    await world.clock.settle();
    laptop.wire?.deliverUp();
    await world.clock.settle();
    unplug(laptop);
    await world.run(100);
    expect(await draftOf(desk)).toBe('hello');
    await write(desk, '');
    await world.run(100);
    await plug(laptop);
    expect([await draftOf(laptop), await draftOf(desk)]).toEqual(['', '']);
  });

  it('S17: that could not be written to the disk is written when it is saved again', async () => {
    const { saveDraft } = laptop.outbox;
    const full = Promise.reject(new Error('no room'));
    full.catch(() => {});
    laptop.outbox.saveDraft = () => full;
    await expect(write(laptop, 'hello')).rejects.toThrow('no room');
    laptop.outbox.saveDraft = saveDraft;
    await write(laptop, 'hello');
    expect(await laptop.outbox.drafts()).toMatchObject([{ text: 'hello' }]);
  });

  it('that the window had not heard of yet is kept beside what it saves', async () => {
    await write(desk, 'from the desk');
    await world.run(100);
    // The window of the laptop began before that came.
    const draft = { text: 'from the laptop', replyTo: null };
    await laptop.engine.saveDraft({ conversationId: general, draft, was: noDraft });
    await world.run(100);
    expect(await draftOf(desk)).toBe('from the desk\nfrom the laptop');
    expect(told(laptop).at(-1)).toMatchObject({ mixed: true });
  });

  it('sent on one device while another writes on stays there', async () => {
    await write(laptop, 'Dear all');
    await world.run(100);
    unplug(desk);
    await write(desk, 'Dear all, and one thing more');
    await write(laptop, '');
    await world.run(100);
    await plug(desk);
    expect(await draftOf(laptop)).toBe('Dear all, and one thing more');
  });

  it('outlives a cache that is lost, and one of an emptied cache is not taken for removed', async () => {
    await write(laptop, 'Dear all');
    await world.run(100);
    await laptop.restart({ loseCache: true });
    expect(await draftOf(laptop)).toBe('Dear all');
    await plug(laptop);
    expect([await draftOf(laptop), await draftOf(desk)]).toEqual(['Dear all', 'Dear all']);
    expect(told(laptop)).toEqual([]);
  });

  it('with what it answers: without any text there is nothing to follow', async () => {
    const { clientId } = await laptop.engine.sendMessage({ conversationId: general, text: 'Cake?' });
    await world.run(100);
    const page = await laptop.engine.page({ conversationId: general, limit: 5 });
    const replyTo = page.messages.find((message) => message.clientId === clientId)?.id ?? null;
    await laptop.engine.saveDraft({ conversationId: general, draft: { text: '', replyTo }, was: noDraft });
    await world.run(1_000);
    expect((await desk.engine.content()).drafts).toEqual([]);
    const draft = { text: 'I', replyTo };
    await laptop.engine.saveDraft({ conversationId: general, draft, was: { text: '', replyTo } });
    await world.run(1_000);
    expect((await desk.engine.content()).drafts).toEqual([{ conversationId: general, ...draft }]);
  });

  it('S11: outlives a server that is put back to what it was before it', async () => {
    await backUp();
    await write(laptop, 'Dear all');
    await world.run(1_000);
    await putBack();
    expect([await draftOf(laptop), await draftOf(desk)]).toEqual(['Dear all', 'Dear all']);
    const phone = await world.addDevice(0);
    await world.run(1_000);
    expect(await draftOf(phone)).toBe('Dear all');
  });

  it('S11: is not taken for one of the same revision from before the server was put back', async () => {
    await write(laptop, 'Dear all');
    await world.run(1_000);
    await backUp();
    await write(laptop, 'Dear all, tomorrow');
    await world.run(1_000);
    unplug(laptop);
    await putBack();
    await write(desk, 'Dear all, tomorrow at noon');
    await world.run(1_000);
    await plug(laptop);
    await world.run(1_000);
    expect([await draftOf(laptop), await draftOf(desk)]).toEqual(Array(2).fill('Dear all, tomorrow at noon'));
  });

  it('that is too long for the space stays on its computer, whole', async () => {
    const long = 'long '.repeat(10_000);
    await write(laptop, long);
    await world.run(1_000);
    expect([await draftOf(laptop), await draftOf(desk)]).toEqual([long, '']);
  });

  it('S13: in a conversation one has lost stays where it was written', async () => {
    const ben = await world.addDevice(1);
    const { conversationId } = await ben.engine.createConversation({
      kind: 'channel',
      name: 'plans',
      private: false,
    });
    await world.run(100);
    const plans = (await laptop.engine.content()).conversations.find(({ name }) => name === 'plans');
    if (plans === undefined) throw new Error(`no channel instead of ${conversationId}`);
    await laptop.engine.joinConversation({ conversationId: plans.id });
    await world.run(100);
    unplug(laptop);
    await write(laptop, 'half a plan', plans.id);
    await desk.engine.leaveConversation({ conversationId: plans.id });
    await world.run(100);
    await plug(laptop);
    expect([await draftOf(laptop, plans.id), await draftOf(desk, plans.id)]).toEqual(['half a plan', '']);
    await desk.engine.joinConversation({ conversationId: plans.id });
    await write(laptop, 'half a plan, again', plans.id);
    await world.run(1_000);
    expect(await draftOf(desk, plans.id)).toBe('half a plan, again');
  });
});
