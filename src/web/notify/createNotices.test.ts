import { afterEach, expect, it } from 'vitest';
import type { NewsPlace } from '../../client/notifications/createNotifier.ts';
import type { Delta } from '../../shared/ipc/deltas.ts';
import {
  clientIdSchema,
  conversationIdSchema,
  messageIdSchema,
  spaceIdSchema,
  userIdSchema,
} from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { createTabs } from '../tabs/createTabs.ts';
import { portApi, type TabOrder } from '../tabs/portApi.ts';
import { createNotices } from './createNotices.ts';

const id = (number: number) => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const garden = spaceIdSchema.parse(id(1));
const direct = conversationIdSchema.parse(id(2));
const [me, ada] = [userIdSchema.parse(id(3)), userIdSchema.parse(id(4))];

const hello: Message = {
  id: messageIdSchema.parse(id(9)),
  conversationId: direct,
  seq: 7,
  changedSeq: 7,
  authorId: ada,
  clientId: clientIdSchema.parse(id(10)),
  text: 'hello',
  mentions: [],
  replyTo: null,
  createdAt: 1,
  editedAt: null,
  deletedAt: null,
};

let ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports) port.close();
  ports = [];
});

/** An app with tabs, whose notifications it decides on. */
function createApp() {
  const marked = new Set<string>();
  const tabs = createTabs({
    clock: { now: () => 0, after: () => () => undefined },
    locks: undefined,
    onBack: () => undefined,
    answer: async (_name, input, asker) => {
      tabs.setAttention(asker, input as Parameters<typeof tabs.setAttention>[1]);
      return { ok: true, data: {} };
    },
    onWoke: () => undefined,
    onGone: () => undefined,
    onNotification: (said, asker) => void notices.told(said, asker),
    report: (...said) => {
      throw new Error(String(said));
    },
  });
  const notices = createNotices({
    tabs,
    engine: async () => {
      throw new Error('Nobody is asked where a message is read.');
    },
    onFailure: (error) => {
      throw error;
    },
  });
  const place: NewsPlace = {
    spaceId: garden,
    outbox: {
      async markNotified(marks) {
        const fresh = marks.filter((mark) => !marked.has(mark));
        for (const mark of fresh) marked.add(mark);
        return fresh;
      },
    },
    nameOf: () => 'Ada',
    conversation: async () => ({ kind: 'direct', name: null }),
    message: async () => hello,
    circumstances: () => ({
      me,
      now: 0,
      level: undefined,
      mute: undefined,
      readSeq: 0,
      isBlocked: () => false,
      keywords: [],
      quiet: undefined,
      availability: undefined,
      isAway: false,
    }),
    onFailure: (error) => {
      throw error;
    },
  };
  async function open() {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    tabs.add(port2);
    const api = portApi(port1, () => undefined);
    const orders: TabOrder[] = [];
    const deltas: unknown[] = [];
    api.onOrder((order) => orders.push(order));
    api.onDeltas((told) => deltas.push(...told));
    const heard = () => api.call('attention:set', { spaceId: null, conversationId: null });
    return { api, orders, deltas, heard };
  }
  const arrives = () =>
    notices.notifier.arrived({ conversationId: direct, messages: [hello], when: 'live' }, place);
  return { notices, open, arrives };
}

const readThrough = (readSeq: number) =>
  ({ type: 'conversations.changed', spaceId: garden, conversations: [{ id: direct, readSeq }] }) as Delta;

it('one message is told of by one notification, however many tabs are open, and however often it comes', async () => {
  const app = createApp();
  const [one, other] = [await app.open(), await app.open()];
  await app.arrives();
  await app.arrives();
  await Promise.all([one.heard(), other.heard()]);
  expect([...one.orders, ...other.orders]).toEqual([
    {
      type: 'show',
      title: 'Ada',
      body: 'hello',
      data: {
        id: expect.any(String),
        spaceId: garden,
        leadsTo: { kind: 'place', conversationId: direct, messageId: hello.id },
      },
    },
  ]);
});

it('none is shown while a tab in front shows that conversation', async () => {
  const app = createApp();
  const [one, other] = [await app.open(), await app.open()];
  await one.api.call('attention:set', { spaceId: garden, conversationId: direct });
  one.api.tell({ type: 'looks', visible: true, focused: true });
  await other.heard();
  await one.api.call('attention:set', { spaceId: garden, conversationId: direct });
  await app.arrives();
  await Promise.all([
    other.heard(),
    one.api.call('attention:set', { spaceId: garden, conversationId: direct }),
  ]);
  expect([...one.orders, ...other.orders]).toEqual([]);
});

it('a click leads to the place in the tab that was clicked; the others stay where they are', async () => {
  const app = createApp();
  const [one, other] = [await app.open(), await app.open()];
  await app.arrives();
  await Promise.all([one.heard(), other.heard()]);
  const [shown] = [...one.orders, ...other.orders];
  if (shown?.type !== 'show') throw new Error('Nothing was shown.');
  one.api.tell({ type: 'clicked', data: shown.data });
  await Promise.all([one.heard(), other.heard()]);
  expect(one.deltas).toEqual([
    { type: 'conversation.opened', spaceId: garden, conversationId: direct, messageId: hello.id },
  ]);
  expect(other.deltas).toEqual([]);
});

it('a click on one of an app that was here before leads to its place all the same', async () => {
  const app = createApp();
  const tab = await app.open();
  const leadsTo = { kind: 'place' as const, conversationId: direct, messageId: null };
  tab.api.tell({ type: 'clicked', data: { id: 'of yesterday', spaceId: garden, leadsTo } });
  await tab.heard();
  expect(tab.deltas).toEqual([
    { type: 'conversation.opened', spaceId: garden, conversationId: direct, messageId: null },
  ]);
});

it('one is taken back once its message is read elsewhere', async () => {
  const app = createApp();
  const [one, other] = [await app.open(), await app.open()];
  await app.arrives();
  await Promise.all([one.heard(), other.heard()]);
  const [shown] = [...one.orders, ...other.orders];
  app.notices.heard(readThrough(6));
  app.notices.heard(readThrough(7));
  app.notices.heard(readThrough(7));
  await Promise.all([one.heard(), other.heard()]);
  const taken = { type: 'withdraw', id: shown?.type === 'show' ? shown.data.id : '' };
  expect([...one.orders, ...other.orders].filter(({ type }) => type === 'withdraw')).toEqual([taken, taken]);
});
