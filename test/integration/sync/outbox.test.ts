import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noDraft } from '../../../src/shared/model/draft.ts';
import type { ConversationId, UserId } from '../../../src/shared/model/ids.ts';
import type { HandDevice } from '../../support/byHand/handDevice.ts';
import { World } from '../../support/byHand/world.ts';

let world: World;
let ada: HandDevice;
let ben: HandDevice;
let general: ConversationId;

beforeEach(async () => {
  world = await World.create('ada', 'ben', 'cleo');
  ada = await world.addDevice(0);
  ben = await world.addDevice(1);
  await world.run(100);
  const found = (await ada.engine.content()).conversations.find((one) => one.everyone);
  if (found === undefined) throw new Error('no #general');
  general = found.id;
});
afterEach(() => world.close());

const say = async (text: string, conversationId = general) =>
  (await ada.engine.sendMessage({ conversationId, text })).clientId;
/** What people wrote: not the lines that say who came and went. */
const texts = async (device: HandDevice, conversationId = general) =>
  (await device.cache.page(conversationId, undefined, 100)).messages
    .filter(({ notice }) => notice === undefined)
    .map(({ text }) => text);
const groups = async (device: HandDevice) =>
  (await device.engine.content()).conversations.filter(({ kind }) => kind === 'group');
const items = async () => (await ada.engine.content()).outbox;

function unplug(device: HandDevice): void {
  device.plugged = false;
  device.wire?.cutBoth();
}

/** Lets new rows wait before they are written down, as a slow disk does, until released. */
function holdWrites(device: HandDevice): () => void {
  const { add } = device.outbox;
  const held: (() => void)[] = [];
  device.outbox.add = async (row) => {
    await new Promise<void>((resolve) => held.push(resolve));
    return add(row);
  };
  return () => {
    device.outbox.add = add;
    for (const release of held) release();
  };
}

async function plug(device: HandDevice): Promise<void> {
  device.plugged = true;
  device.engine.reconnect();
  await world.run(2_000);
}

describe('writing offline', () => {
  it('S17: what was written offline is there after a restart, and goes out in order, once', async () => {
    unplug(ada);
    for (const text of ['one', 'two', 'three']) await say(text);
    await ada.restart();
    expect((await items()).map(({ action, state }) => [action.kind, state])).toEqual([
      ['send', 'waiting'],
      ['send', 'waiting'],
      ['send', 'waiting'],
    ]);
    await plug(ada);
    expect(await texts(ben)).toEqual(['one', 'two', 'three']);
    expect(await items()).toEqual([]);
  });

  it('S18: a forward takes what is said there by then, and is not followed by what was known of it here', async () => {
    await say('eight o’clock');
    await world.run(100);
    const source = (await ada.cache.page(general, undefined, 1)).messages.at(0);
    if (source === undefined) throw new Error('nothing was said');
    unplug(ben);
    await ben.engine.sendMessage({ conversationId: general, text: source.text, forwardOf: source.id });
    const [item] = (await ben.engine.content()).outbox;
    const target = { clientId: item?.clientId ?? source.clientId };
    const edit = ben.engine.editMessage({ conversationId: general, target, text: 'nine o’clock' });
    await expect(edit).rejects.toMatchObject({ code: 'conflict' });
    await ada.engine.editMessage({
      conversationId: general,
      target: { messageId: source.id },
      text: 'ten o’clock',
    });
    await world.run(100);
    await plug(ben);
    await world.run(100);
    expect(await texts(ada)).toEqual(['ten o’clock', 'ten o’clock']);
    const [last] = (await ada.cache.page(general, undefined, 1)).messages;
    expect(last).toMatchObject({
      editedAt: null,
      forwardedFrom: { messageId: source.id, authorId: ada.userId },
    });
    expect((await ben.engine.content()).outbox).toEqual([]);
  });

  it('S5: an acknowledgement that was lost on its way makes no second message', async () => {
    await say('once');
    await world.clock.settle();
    ada.wire?.deliverUp();
    await world.clock.settle();
    ada.wire?.cutBoth();
    await world.run(5_000);
    expect(await texts(ben)).toEqual(['once']);
    expect(await texts(ada)).toEqual(['once']);
    expect(await items()).toEqual([]);
  });

  it('S18: one’s own event clears the row when its acknowledgement never comes', async () => {
    await say('seen');
    await world.clock.settle();
    ada.wire?.deliverUp();
    await world.clock.settle();
    // The event leaves before the acknowledgement: only it is delivered.
    ada.wire?.deliverDown();
    await world.clock.settle();
    expect(await texts(ada)).toEqual(['seen']);
    expect(await items()).toEqual([]);
  });

  it('S6: a channel made offline, and what was said in it, go out in order under the id the server gives', async () => {
    unplug(ada);
    const { conversationId } = await ada.engine.createConversation({
      kind: 'channel',
      name: 'plans',
      private: false,
    });
    await say('first', conversationId);
    await ada.engine.saveDraft({ conversationId, draft: { text: 'a thought', replyTo: null }, was: noDraft });
    await ada.restart();
    await plug(ada);
    const { conversations, drafts } = await ada.engine.content();
    const plans = conversations.find(({ name }) => name === 'plans');
    expect(plans).toMatchObject({ joined: true, pending: null });
    expect(plans?.id).not.toBe(conversationId);
    expect(ada.deltas).toContainEqual(
      expect.objectContaining({ type: 'conversation.replaced', from: conversationId, to: plans?.id }),
    );
    expect(await texts(ada, plans?.id)).toEqual(['first']);
    expect(drafts).toEqual([{ conversationId: plans?.id, text: 'a thought', replyTo: null }]);
  });

  it('S6: what is written just as the conversation gets its real id goes there', async () => {
    const { conversationId } = await ada.engine.createConversation({
      kind: 'channel',
      name: 'plans',
      private: false,
    });
    const release = holdWrites(ada);
    const sent = say('just in time', conversationId);
    await world.run(100);
    release();
    await sent;
    await say('by the old id', conversationId);
    await ada.engine.saveDraft({ conversationId, draft: { text: 'a thought', replyTo: null }, was: noDraft });
    await world.run(100);
    const { conversations, drafts } = await ada.engine.content();
    const plans = conversations.find(({ name }) => name === 'plans');
    expect(await texts(ada, plans?.id)).toEqual(['just in time', 'by the old id']);
    expect(drafts).toEqual([{ conversationId: plans?.id, text: 'a thought', replyTo: null }]);
    expect(await items()).toEqual([]);
  });

  it('S6: two people who open a direct message with each other offline end up in one', async () => {
    unplug(ada);
    unplug(ben);
    const mine = await ada.engine.createConversation({ kind: 'direct', userId: ben.userId });
    await say('from ada', mine.conversationId);
    const theirs = await ben.engine.createConversation({ kind: 'direct', userId: ada.userId });
    await ben.engine.sendMessage({ conversationId: theirs.conversationId, text: 'from ben' });
    await plug(ada);
    await plug(ben);
    const direct = (await ada.engine.content()).conversations.filter(({ kind }) => kind === 'direct');
    expect(direct).toHaveLength(1);
    expect(await texts(ben, direct[0]?.id)).toEqual(['from ada', 'from ben']);
  });

  it('S6: a group opened offline is there at once, and is the group of its people once it is made', async () => {
    const cleo = await world.addDevice(2);
    await world.run(100);
    unplug(ada);
    const others = [ben.userId, cleo.userId];
    const open = (userIds: UserId[]) => ada.engine.createConversation({ kind: 'group', userIds });
    const { conversationId } = await open(others);
    expect(await groups(ada)).toMatchObject([
      { id: conversationId, pending: 'creating', name: null, memberIds: [ada.userId, ...others] },
    ]);
    await say('to both', conversationId);
    // Asked for again, in whatever order and with oneself among them, it is the one that waits.
    expect(await open([...others.toReversed(), ada.userId, ben.userId])).toEqual({ conversationId });
    await ada.restart();
    expect(await open(others)).toEqual({ conversationId });
    await plug(ada);
    const [made, ...more] = await groups(ada);
    expect(more).toEqual([]);
    expect(made).toMatchObject({ joined: true, pending: null, memberIds: [ada.userId, ...others] });
    expect(made?.id).not.toBe(conversationId);
    expect(ada.deltas).toContainEqual(
      expect.objectContaining({ type: 'conversation.replaced', from: conversationId, to: made?.id }),
    );
    for (const device of [ben, cleo]) expect(await texts(device, made?.id)).toEqual(['to both']);
    expect(await open(others)).toEqual({ conversationId: made?.id });
  });

  it('S6: a group that one has left, or that is archived, is not used again', async () => {
    const cleo = await world.addDevice(2);
    await world.run(100);
    const userIds = [ben.userId, cleo.userId];
    const open = async () => {
      const { conversationId } = await ada.engine.createConversation({ kind: 'group', userIds });
      await world.run(100);
      return conversationId;
    };
    await open();
    const [first] = await groups(ada);
    if (first === undefined) throw new Error('no group');
    const payload = { conversationId: first.id, archived: true };
    await ada.engine.addToOutbox({
      conversationId: first.id,
      request: { name: 'conversation:change', payload },
    });
    await world.run(100);
    await open();
    const second = (await groups(ada)).find(({ id }) => id !== first.id);
    if (second === undefined) throw new Error('no second group');
    unplug(ada);
    await ada.engine.leaveConversation({ conversationId: second.id });
    const third = await open();
    expect([first.id, second.id]).not.toContain(third);
  });

  it('S6: a group of one other person is their direct message, of nobody else one’s notes', async () => {
    const open = (userIds: UserId[]) => ada.engine.createConversation({ kind: 'group', userIds });
    const { conversationId } = await open([ben.userId, ada.userId]);
    expect(await ada.engine.createConversation({ kind: 'direct', userId: ben.userId })).toEqual({
      conversationId,
    });
    const notes = await open([ada.userId]);
    const view = (await ada.engine.content()).conversations.find(({ id }) => id === notes.conversationId);
    expect(view).toMatchObject({ kind: 'direct', memberIds: [ada.userId] });
  });

  it('joins and leaves offline, and shows it at once', async () => {
    const { conversationId } = await ben.engine.createConversation({
      kind: 'channel',
      name: 'garden',
      private: false,
    });
    await world.run(100);
    const garden = (await ada.engine.content()).conversations.find(({ name }) => name === 'garden');
    if (garden === undefined) throw new Error(`${conversationId} was not made`);
    unplug(ada);
    await ada.engine.joinConversation({ conversationId: garden.id });
    const view = async () => (await ada.engine.content()).conversations.find(({ id }) => id === garden.id);
    expect(await view()).toMatchObject({ joined: false, pending: 'joining' });
    await say('hello from afar', garden.id);
    await plug(ada);
    expect(await view()).toMatchObject({ joined: true, pending: null });
    expect(await texts(ben, garden.id)).toEqual(['hello from afar']);
  });
});

describe('changing one’s mind', () => {
  it('S18: editing what has not left rewrites it, deleting it drops it', async () => {
    unplug(ada);
    const first = await say('tpyo');
    const second = await say('never mind');
    await ada.engine.editMessage({ conversationId: general, target: { clientId: first }, text: 'typo' });
    await ada.engine.deleteMessage({ conversationId: general, target: { clientId: second } });
    expect(await items()).toMatchObject([{ action: { kind: 'send', text: 'typo' } }]);
    await plug(ada);
    expect(await texts(ben)).toEqual(['typo']);
    expect((await ben.cache.page(general, undefined, 9)).messages[0]?.editedAt).toBeNull();
  });

  it('S18: editing what is on its way follows it, and shows the new text meanwhile', async () => {
    const clientId = await say('tpyo');
    await world.clock.settle();
    await ada.engine.editMessage({ conversationId: general, target: { clientId }, text: 'typo' });
    expect(await items()).toMatchObject([{ action: { kind: 'send', text: 'typo' } }]);
    await world.run(100);
    expect(await texts(ben)).toEqual(['typo']);
    expect(await items()).toEqual([]);
  });

  it('S18: an edit that was begun while the message was on its way finds it after it has arrived', async () => {
    const clientId = await say('teh');
    await world.run(100);
    await ada.engine.editMessage({ conversationId: general, target: { clientId }, text: 'the' });
    await world.run(100);
    expect(await texts(ben)).toEqual(['the']);
    await ada.engine.deleteMessage({ conversationId: general, target: { clientId } });
    await world.run(100);
    expect(await texts(ben)).toEqual(['']);
  });

  it('S18: an edit that is written down just as the message arrives is not lost', async () => {
    const clientId = await say('teh');
    const release = holdWrites(ada);
    const edited = ada.engine.editMessage({ conversationId: general, target: { clientId }, text: 'the' });
    await world.run(100);
    release();
    await edited;
    await world.run(100);
    expect(await texts(ben)).toEqual(['the']);
    expect(await ada.outbox.rows()).toEqual([]);
  });

  it('S18: discarding what may have arrived deletes it once that is known', async () => {
    const clientId = await say('regretted');
    await world.clock.settle();
    ada.wire?.deliverUp();
    await world.clock.settle();
    unplug(ada);
    await ada.engine.discard({ clientId });
    expect(await items()).toEqual([]);
    await ada.restart();
    await plug(ada);
    expect(await texts(ben)).toEqual(['']);
    expect(await ada.outbox.rows()).toEqual([]);
  });
});

it('S18: a disk that was full for a moment holds a message up, and does not strand it', async () => {
  const { add, update } = ada.outbox;
  // Another message is on its way, so that this one is marked as sent when its turn comes.
  await say('first');
  let failures = 1;
  ada.outbox.update = (clientId, patch) =>
    failures-- > 0 ? Promise.reject(new Error('database or disk is full')) : update(clientId, patch);
  ada.outbox.add = add;
  await say('second');
  await world.run(5_000);
  expect(await texts(ben)).toEqual(['first', 'second']);
});

describe('being refused', () => {
  it('S17: what was to be sent later and was refused stands there as a message that was not sent', async () => {
    unplug(ada);
    const scheduleId = '0190a000-0009-4000-8000-000000000001';
    const payload = { scheduleId, conversationId: general, text: 'a long thought', sendAt: 4e14 };
    const request = { name: 'schedule:set' as const, payload };
    await ada.engine.addToOutbox({ conversationId: general, request });
    await plug(ada);
    expect(await items()).toMatchObject([
      { state: 'refused', error: { code: 'invalid' }, action: { kind: 'send', text: 'a long thought' } },
    ]);
    const [refused] = await items();
    if (refused === undefined) throw new Error('nothing is left of it');
    await ada.engine.retry(refused);
    await world.run(100);
    expect(await texts(ada, general)).toContain('a long thought');
  });

  it('S18: a refusal for good stops nothing behind it, and waits for retry or discard', async () => {
    const { conversationId } = await ben.engine.createConversation({
      kind: 'channel',
      name: 'garden',
      private: false,
    });
    await world.run(100);
    const garden =
      (await ada.engine.content()).conversations.find(({ name }) => name === 'garden')?.id ?? conversationId;
    await ada.engine.joinConversation({ conversationId: garden });
    await world.run(100);
    unplug(ada);
    const reply = (await ben.engine.sendMessage({ conversationId: general, text: 'elsewhere' })).clientId;
    await world.run(100, [ben]);
    const foreign = (await ben.cache.page(general, undefined, 9)).messages.find(
      (one) => one.clientId === reply,
    );
    if (foreign === undefined) throw new Error('ben did not write');
    // Offline nobody can tell that the message replied to is of another conversation; the server can.
    await ada.engine.sendMessage({ conversationId: garden, text: 'a reply', replyTo: foreign.id });
    await say('after it', garden);
    await plug(ada);
    expect(await texts(ben, garden)).toEqual(['after it']);
    const [refused] = await items();
    expect(refused).toMatchObject({ state: 'refused', action: { text: 'a reply' } });
    expect(refused?.error?.message).toBeTruthy();
    await ada.restart();
    await world.run(2_000);
    const [kept] = await items();
    expect(kept).toMatchObject({ state: 'refused' });
    if (kept) await ada.engine.discard({ clientId: kept.clientId });
    expect(await items()).toEqual([]);
  });

  it('S6: what waits for a conversation that could not be made stays with it, and is not sent elsewhere', async () => {
    await ben.engine.createConversation({ kind: 'channel', name: 'plans', private: false });
    await world.run(100, [ben]);
    unplug(ada);
    const { conversationId } = await ada.engine.createConversation({
      kind: 'channel',
      name: 'Plans',
      private: false,
    });
    await say('in the wrong place', conversationId);
    await plug(ada);
    expect((await items()).map(({ action, state }) => [action.kind, state])).toEqual([
      ['create', 'refused'],
      ['send', 'waiting'],
    ]);
    const [create] = await items();
    if (create) await ada.engine.discard({ clientId: create.clientId });
    expect(await items()).toEqual([]);
  });

  it('S13: what was not sent when access was lost can still be read', async () => {
    const { conversationId } = await ben.engine.createConversation({
      kind: 'channel',
      name: 'garden',
      private: false,
    });
    await world.run(100);
    const garden =
      (await ada.engine.content()).conversations.find(({ name }) => name === 'garden')?.id ?? conversationId;
    await ada.engine.joinConversation({ conversationId: garden });
    await world.run(100);
    const second = await world.addDevice(0);
    await world.run(100);
    unplug(ada);
    await say('too late', garden);
    await second.engine.leaveConversation({ conversationId: garden });
    await world.run(100, [second, ben]);
    await plug(ada);
    expect(await texts(ada, garden)).toEqual([]);
    expect(await items()).toMatchObject([
      { state: 'refused', action: { kind: 'send', text: 'too late' }, error: { code: 'forbidden' } },
    ]);
  });
});
