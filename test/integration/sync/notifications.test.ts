import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseEntry } from '../../../src/shared/model/entry.ts';
import type { ConversationId, MessageId } from '../../../src/shared/model/ids.ts';
import type { QueuedRequest } from '../../../src/shared/protocol/passedOn.ts';
import type { HandDevice } from '../../support/byHand/handDevice.ts';
import { World } from '../../support/byHand/world.ts';

let world: World;
let laptop: HandDevice;
let desk: HandDevice;
let ben: HandDevice;
let general: ConversationId;

beforeEach(async () => {
  world = await World.create('ada', 'ben');
  [laptop, desk, ben] = [await world.addDevice(0), await world.addDevice(0), await world.addDevice(1)];
  await world.run(100);
  const found = (await laptop.engine.content()).conversations.find((one) => one.everyone);
  if (found === undefined) throw new Error('no #general');
  general = found.id;
});
afterEach(() => world.close());

const say = async ({ engine }: HandDevice, text: string, replyTo?: MessageId) => {
  await engine.sendMessage({ conversationId: general, text, ...(replyTo && { replyTo }) });
  await world.run(100);
  const { messages } = await engine.page({ conversationId: general, limit: 50 });
  const message = messages.find((one) => one.text === text);
  if (message === undefined) throw new Error(`${text} was not sent`);
  return message;
};
const queue = async ({ engine }: HandDevice, request: QueuedRequest) => {
  const conversationId = request.name === 'message:react' ? general : null;
  await engine.addToOutbox({ conversationId, request });
};
/** What a device shows of them: of which type each is, and whether it was read. */
const bellOf = async ({ engine }: HandDevice) =>
  (await engine.content()).entries.flatMap(({ kind, value }) => {
    const notification = kind === 'notification' ? parseEntry(kind, value) : undefined;
    return notification
      ? [`${notification.about.type} ${notification.readAt === null ? 'new' : 'read'}`]
      : [];
  });
const unplug = (device: HandDevice) => {
  device.plugged = false;
  device.wire?.cutBoth();
};
const plug = async (device: HandDevice) => {
  device.plugged = true;
  await world.heal();
};

describe('notifications', () => {
  it('are the same on all devices, on one that was away and on one whose cache is built anew', async () => {
    const question = await say(laptop, 'Who has the key?');
    unplug(desk);
    await say(ben, 'I do', question.id);
    await say(ben, 'ask @ada');
    await queue(ben, { name: 'message:react', payload: { messageId: question.id, emoji: '👍', on: true } });
    await world.run(100);
    const all = ['reply new', 'mention new', 'reaction new'];
    expect(await bellOf(laptop)).toEqual(all);
    expect(await bellOf(desk)).toEqual([]);
    await plug(desk);
    expect(await bellOf(desk)).toEqual(all);
    await desk.restart({ loseCache: true });
    await world.heal();
    expect((await bellOf(desk)).sort()).toEqual(all.toSorted());
    expect(await bellOf(ben)).toEqual([]);
  });

  it('S14: are read on all devices when the message was read on one', async () => {
    await say(ben, 'ask @ada');
    const { seq } = await say(ben, 'and @ada again');
    await laptop.engine.advanceRead({ conversationId: general, seq: seq - 1 });
    await world.run(100);
    expect(await bellOf(desk)).toEqual(['mention read', 'mention new']);
    await laptop.engine.advanceRead({ conversationId: general, seq });
    await world.run(100);
    expect(await bellOf(desk)).toEqual(['mention read', 'mention read']);
  });

  it('S17: that are marked as read offline wait over a restart, and what came meanwhile stays new', async () => {
    const question = await say(laptop, 'Who has the key?');
    const first = await say(ben, 'I do', question.id);
    unplug(laptop);
    await queue(laptop, { name: 'notification:read', payload: { throughAt: first.createdAt } });
    await world.clock.advance(1_000);
    await say(ben, 'or Cleo does', question.id);
    await laptop.restart();
    const { outbox } = await laptop.engine.content();
    expect(outbox.map(({ action }) => action.kind === 'request' && action.request.name)).toEqual([
      'notification:read',
    ]);
    expect(await bellOf(desk)).toEqual(['reply new', 'reply new']);
    await plug(laptop);
    for (const device of [laptop, desk]) expect(await bellOf(device)).toEqual(['reply read', 'reply new']);
    expect((await laptop.engine.content()).outbox).toEqual([]);
  });

  it('S13: of a conversation that is left go from all devices', async () => {
    await ben.engine.createConversation({ kind: 'channel', name: 'shed', private: true });
    await world.run(100);
    const shed = (await ben.engine.content()).conversations.find(({ name }) => name === 'shed');
    if (shed === undefined) throw new Error('no #shed');
    const conversationId = shed.id;
    await ben.engine.addToOutbox({
      conversationId,
      request: { name: 'member:add', payload: { conversationId, userIds: [laptop.userId] } },
    });
    await world.run(100);
    await ben.engine.sendMessage({ conversationId, text: '@ada look' });
    await world.run(100);
    expect(await bellOf(desk)).toEqual(['invitation new', 'mention new']);
    await laptop.engine.leaveConversation({ conversationId });
    await world.run(100);
    for (const device of [laptop, desk]) expect(await bellOf(device)).toEqual([]);
  });
});
