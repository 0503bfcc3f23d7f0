import type { ClientId } from '../../../src/shared/model/ids.ts';
import type { Message } from '../../../src/shared/model/message.ts';
import { conversationStream, userStream } from '../../../src/shared/model/stream.ts';
import type { Pin } from '../../../src/shared/model/trust.ts';
import { FakeBackups, weekOfBackups } from './backups.ts';
import { browserScenarios } from './browser.ts';
import {
  addConversation,
  buildEmptySpace,
  buildFullSpace,
  conversationIdOf,
  countUnread,
  type FakeSpace,
  hostedWith,
  makeMessage,
  settle,
  userIdOf,
} from './buildSpace.ts';
import { dialogues, longMessage, markdownMessages } from './dialogues.ts';
import type { FakeOptions } from './FakeApp.ts';
import { buildLivedInSpace } from './livedInSpace.ts';
import { fewAround, surroundings } from './network.ts';
import { tellOfAll, tellOfMany } from './notifications.ts';
import { OTHER_PIN, RIVER_PIN } from './pins.ts';
import { fakeId } from './random.ts';
import { governPeople } from './running/running.ts';

const GENERAL = conversationIdOf(1000);

/** Something of one's own that waits, and something that was refused, at the end of #general. */
function withOutbox(space: FakeSpace, now: number): FakeSpace {
  const own = space.messages.get(GENERAL)?.findLast(({ authorId }) => authorId === userIdOf(0));
  const item = (number: number, minutesAgo: number) => ({
    clientId: fakeId(9, number) as ClientId,
    conversationId: GENERAL,
    createdAt: now - minutesAgo * 60_000,
    error: null,
  });
  const send = (text: string) => ({ kind: 'send' as const, text, replyTo: null });
  space.outbox = [
    {
      ...item(1, 9),
      action: send(
        'The plan for the second tank is in the folder. I am on the train, so this may take a while.',
      ),
      state: 'refused',
      error: { code: 'forbidden', message: 'You may not write here.' },
    },
    { ...item(2, 2), action: send('Tunnel! Back in five minutes.'), state: 'waiting' },
    { ...item(3, 1), action: send('And I bring cake on Friday 🍰'), state: 'waiting' },
  ];
  if (own !== undefined) {
    space.outbox.push({
      ...item(4, 1),
      action: { kind: 'edit', messageId: own.id, text: `${own.text} (I looked: it is.)` },
      state: 'waiting',
    });
  }
  return space;
}

/** A conversation with so many messages that only a virtual list can show them. */
function hugeSpace(now: number, count: number): FakeSpace {
  const space = buildEmptySpace({ people: 6, now });
  const view = addConversation(space, { number: 2000, kind: 'channel', name: 'huge', now });
  const lines = dialogues.flat();
  space.messages.set(
    view.id,
    Array.from({ length: count }, (_, index): Message => {
      const text = lines[index % lines.length]?.[1] ?? '';
      const at = now - (count - index) * 45_000;
      return makeMessage({
        view,
        number: 2000,
        seq: index + 2,
        authorId: userIdOf(index % 6),
        text: `${index + 1}: ${text}`,
        at,
      });
    }),
  );
  settle(space, view);
  return space;
}

/** A conversation in which every kind of Markdown is written, and a message that is folded. */
function markdownSpace(now: number): FakeSpace {
  const space = buildEmptySpace({ people: 6, now });
  for (const [index, name] of ['watering', 'bees'].entries()) {
    addConversation(space, { number: 1001 + index, kind: 'channel', name, now });
  }
  const view = [...space.conversations.values()][0];
  if (view === undefined) throw new Error('a space without #general');
  const texts = [longMessage, ...markdownMessages];
  space.messages.set(
    view.id,
    texts.map((text, index) => {
      const at = now - (texts.length - index) * 60_000;
      const authorId = userIdOf(index % 5);
      const mentions = [0, 1, 2, 3]
        .map(userIdOf)
        .filter((id) => text.includes(`@${space.users.get(id)?.username}`));
      return makeMessage({ view, number: 1000, seq: index + 2, authorId, text, at, mentions });
    }),
  );
  settle(space, view);
  return space;
}

/** A list that its person has arranged: favourites, sections of their own, what is muted and what mentions them. */
function arrangedSpace(now: number): FakeSpace {
  const space = buildFullSpace(now);
  const stream = userStream(space.view.userId);
  const ids = (...names: string[]) =>
    [...space.conversations.values()]
      .filter(({ name }) => name !== null && names.includes(name))
      .map(({ id }) => id);
  const set = (kind: string, key: string, value: unknown) => space.entries.push({ stream, kind, key, value });
  const section = (number: number, name: string, conversationIds: string[]) =>
    set('section', fakeId(11, number), { name, position: number, conversationIds });
  for (const key of [...ids('bees'), conversationIdOf(1102)]) set('favourite', key, { addedAt: now });
  section(1, 'The long way round to the compost and back', ids('board', 'budget-2026'));
  section(2, 'Reading', []);
  for (const key of [...ids('general', 'greenhouse'), conversationIdOf(1105)])
    set('mute', key, { until: null });
  for (const view of space.conversations.values())
    if (view.unread > 2 && view.kind === 'channel') view.unreadMentions = 2;
  countUnread(space);
  return space;
}

/** Spaces on the network as a first start finds them, or does not. */
const around: Record<string, (now: number) => FakeOptions> = {
  nearby: () => ({ spaces: [], surroundings: fewAround() }),
  nearbyMember: (now) => ({ spaces: [buildFullSpace(now)], surroundings: fewAround() }),
  nearbyNone: () => ({ spaces: [], surroundings: surroundings([]) }),
  nearbyBlocked: () => ({ spaces: [], surroundings: surroundings([], { canLook: false }) }),
  nearbyNoNetwork: () => ({ spaces: [], surroundings: surroundings([], { addresses: [] }) }),
};

/** A space that somebody else hosts, whose server shows another key than before, or its first one. */
function otherKeySpace(now: number, expected: Pin | null, before: 'plain' | 'signed' = 'plain'): FakeSpace {
  const space = buildFullSpace(now);
  const connection = { status: 'stopped', reason: 'untrusted', expected, presented: OTHER_PIN } as const;
  const trust = expected === null ? { kind: before } : ({ kind: 'pinned', pin: expected } as const);
  space.view = { ...space.view, ...{ hosting: null, choices: null, connection, trust } };
  return space;
}

/** A space that cannot be reached any more where it was. */
function movedSpace(now: number): FakeSpace {
  const space = buildEmptySpace({ number: 8, name: 'River neighbours', people: 4, now, hosted: false });
  space.view = { ...space.view, connection: { status: 'offline', retryAt: null } };
  return space;
}

/** A space that this app hosts without encryption. */
function plainSpace(now: number): FakeSpace {
  const space = buildFullSpace(now);
  space.view = hostedWith(space.view, { announced: true, secure: false });
  return space;
}

/** A space of which no backup could be made yet, or of which the last one failed. */
function withBackups(now: number, backups: FakeBackups): FakeOptions {
  const { space, versions } = buildLivedInSpace(now);
  const { hosting } = space.view;
  if (hosting?.status === 'running')
    space.view = { ...space.view, hosting: { ...hosting, backups: backups.state() } };
  return { spaces: [space], versions, backups };
}

/** A space whose data was found damaged as its server started. */
function damagedSpace(now: number): FakeSpace {
  const space = buildFullSpace(now);
  const hosting = { status: 'failed', code: 'damaged', message: 'It is damaged.', port: 4100 } as const;
  space.view = { ...space.view, connection: { status: 'offline', retryAt: null }, hosting };
  return space;
}

const scenarios: Record<string, (now: number) => FakeOptions> = {
  ...browserScenarios,
  ...around,
  changedKey: (now) => ({ spaces: [otherKeySpace(now, RIVER_PIN)] }),
  newKey: (now) => ({ spaces: [otherKeySpace(now, null)] }),
  lapsedCertificate: (now) => ({ spaces: [otherKeySpace(now, null, 'signed')] }),
  moved: (now) => ({ spaces: [movedSpace(now)] }),
  hostedOffNetwork: (now) => {
    const space = buildFullSpace(now);
    const { hosting } = space.view;
    if (hosting?.status === 'running') space.view = { ...space.view, hosting: { ...hosting, addresses: [] } };
    return { spaces: [space] };
  },
  hostedPlain: (now) => ({ spaces: [plainSpace(now)] }),
  first: () => ({ spaces: [] }),
  full: (now) => ({
    spaces: [
      buildFullSpace(now),
      { ...buildEmptySpace({ number: 2, name: 'River neighbours', people: 4, now, hosted: false }) },
    ],
  }),
  livedIn: (now) => {
    const { space, versions } = buildLivedInSpace(now);
    return {
      spaces: [
        space,
        { ...buildEmptySpace({ number: 2, name: 'River neighbours', people: 4, now, hosted: false }) },
      ],
      versions,
    };
  },
  told: (now) => {
    const { space, versions } = buildLivedInSpace(now);
    tellOfAll(space, now);
    return { spaces: [space], versions };
  },
  toldMany: (now) => {
    const space = buildFullSpace(now);
    tellOfMany(space, now);
    return { spaces: [space] };
  },
  managed: (now) => {
    const { space, versions } = buildLivedInSpace(now);
    governPeople(space);
    return { spaces: [space], versions };
  },
  keeping: (now) => {
    const { space } = buildLivedInSpace(now);
    for (const number of [1012, 1040]) {
      const view = space.conversations.get(conversationIdOf(number));
      if (view !== undefined) view.retentionDays = 30;
    }
    return { spaces: [space] };
  },
  shutOut: (now) => {
    const space = buildFullSpace(now);
    space.view = { ...space.view, hosting: null, connection: { status: 'stopped', reason: 'banned' } };
    return { spaces: [space] };
  },
  backupsNone: (now) => withBackups(now, new FakeBackups([])),
  backupsFailing: (now) => {
    const backups = new FakeBackups(weekOfBackups(now, 3));
    backups.failure = 'full';
    return withBackups(now, backups);
  },
  damaged: (now) => ({ spaces: [damagedSpace(now)] }),
  damagedBare: (now) => ({ spaces: [damagedSpace(now)], backups: new FakeBackups([]) }),
  managedAway: (now) => {
    const { space } = buildLivedInSpace(now);
    space.view = { ...space.view, hosting: null, connection: { status: 'offline', retryAt: null } };
    return { spaces: [space] };
  },
  managedRefused: (now) => ({
    spaces: [buildLivedInSpace(now).space],
    refuseQuestions: { code: 'forbidden', message: 'Only owners and admins may do this.' },
  }),
  moderating: (now) => {
    const { space } = buildLivedInSpace(now);
    const { userId } = space.view;
    const user = space.users.get(userId);
    if (user !== undefined) space.users.set(userId, { ...user, role: 'member' });
    space.view = { ...space.view, hosting: null, choices: null };
    for (const view of space.conversations.values()) view.createdBy = userIdOf(1);
    const stream = conversationStream(conversationIdOf(1002));
    space.entries.push({ stream, kind: 'role', key: userId, value: 'moderator' });
    return { spaces: [space] };
  },
  arranged: (now) => ({ spaces: [arrangedSpace(now)] }),
  panel: (now) => ({ spaces: [buildFullSpace(now)], settings: { panelOpen: true } }),
  empty: (now) => ({ spaces: [buildEmptySpace({ now })] }),
  offline: (now) => {
    const space = withOutbox(buildFullSpace(now), now);
    space.view = { ...space.view, hosting: null, connection: { status: 'offline', retryAt: now + 20_000 } };
    return { spaces: [space] };
  },
  signedOut: (now) => {
    const space = buildFullSpace(now);
    space.view = { ...space.view, hosting: null, connection: { status: 'stopped', reason: 'signed_out' } };
    return { spaces: [space] };
  },
  portTaken: (now) => {
    const space = buildFullSpace(now);
    space.view = {
      ...space.view,
      connection: { status: 'offline', retryAt: null },
      hosting: { status: 'failed', code: 'port_taken', message: 'EADDRINUSE', port: 4100 },
    };
    return { spaces: [space] };
  },
  failing: (now) => ({
    spaces: [buildFullSpace(now)],
    refuseSends: { code: 'forbidden', message: 'You may not write here.' },
  }),
  broken: (now) => ({
    spaces: [buildFullSpace(now)],
    refusals: {
      'messages:page': 'internal',
      'conversations:members': 'offline',
      'messages:send': 'internal',
    },
  }),
  unfetched: (now) => {
    const space = buildFullSpace(now);
    space.view = { ...space.view, hosting: null, connection: { status: 'offline', retryAt: null } };
    return { spaces: [space], refusals: { 'messages:page': 'offline', 'conversations:members': 'offline' } };
  },
  waiting: (now) => ({ spaces: [buildFullSpace(now)], latency: { 'messages:page': 60_000 } }),
  markdown: (now) => ({ spaces: [markdownSpace(now)] }),
  huge: (now) => ({ spaces: [hugeSpace(now, 100_000)] }),
  nothing: () => ({ spaces: [], refusals: { 'app:load': 'internal' } }),
};

export type ScenarioName = keyof typeof scenarios;

export function scenario(name: string, now: number): FakeOptions {
  const make = scenarios[name] ?? scenarios['full'];
  if (make === undefined) throw new Error('no scenario');
  return make(now);
}
