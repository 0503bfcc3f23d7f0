import type {
  ConversationView,
  HostingChoices,
  OutboxItem,
  SpaceView,
  StreamEntryView,
} from '../../../src/shared/ipc/views.ts';
import { addressedIn } from '../../../src/shared/model/attention.ts';
import { partnerOf } from '../../../src/shared/model/conversation.ts';
import type { DraftContent } from '../../../src/shared/model/draft.ts';
import type { ClientId, ConversationId, MessageId, SpaceId, UserId } from '../../../src/shared/model/ids.ts';
import type { Message } from '../../../src/shared/model/message.ts';
import type { User } from '../../../src/shared/model/user.ts';
import type { PersonPresence } from '../../../src/shared/protocol/signals.ts';
import { FakeBackups, weekOfBackups } from './backups.ts';
import { dialogues, emojiMessages, longMessage } from './dialogues.ts';
import { channels, people } from './people.ts';
import { OWN_CERTIFICATE, OWN_PIN, RIVER_PIN } from './pins.ts';
import { createRandom, fakeId, type Random } from './random.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A space as the fake app keeps it. */
export type FakeSpace = {
  view: SpaceView;
  users: Map<UserId, User>;
  conversations: Map<ConversationId, ConversationView>;
  messages: Map<ConversationId, Message[]>;
  members: Map<ConversationId, UserId[]>;
  entries: StreamEntryView[];
  outbox: OutboxItem[];
  drafts: Map<ConversationId, DraftContent>;
  presence: Map<UserId, PersonPresence>;
};

export const spaceIdOf = (number: number): SpaceId => fakeId(1, number) as SpaceId;
export const userIdOf = (number: number): UserId => fakeId(2, number) as UserId;
export const conversationIdOf = (number: number): ConversationId => fakeId(3, number) as ConversationId;
export const messageIdOf = (conversation: number, seq: number): MessageId =>
  fakeId(0x40000 + conversation, seq) as MessageId;
export const clientIdOf = (conversation: number, seq: number): ClientId =>
  fakeId(0x50000 + conversation, seq) as ClientId;

const ME = userIdOf(0);

function createUser(number: number, now: number): User {
  const person = people[number % people.length];
  if (person === undefined) throw new Error('no people');
  const role = number === 0 ? 'owner' : number === 1 ? 'admin' : 'member';
  return { id: userIdOf(number), ...person, role, createdAt: now - 400 * DAY };
}

/** Every third one is not there; of the others one is away, and one does not want to be disturbed. */
function presenceOf(userId: UserId, index: number, now: number): PersonPresence {
  if (index % 3 === 2) return { userId, presence: 'offline', lastSeenAt: now - index * 1_800_000 };
  return { userId, presence: index === 3 ? 'away' : index === 4 ? 'busy' : 'online' };
}

export type EmptySpaceOptions = {
  number?: number;
  name?: string;
  people?: number;
  now: number;
  hosted?: boolean;
};

/** A space with people and #general, where nothing has been written yet. */
export function buildEmptySpace(options: EmptySpaceOptions): FakeSpace {
  const { number = 1, name = 'Garden association', people: count = 1, now, hosted = true } = options;
  const users = Array.from({ length: count }, (_, index) => createUser(index, now));
  const space: FakeSpace = {
    view: {
      spaceId: spaceIdOf(number),
      name,
      address: hosted ? 'http://127.0.0.1:4100' : 'https://192.168.1.20:4100',
      userId: ME,
      username: users[0]?.username ?? 'me',
      connection: { status: 'online' },
      hosting: hosted
        ? {
            status: 'running',
            port: 4100,
            addresses: ['https://192.168.1.20:4100', 'https://garden-desk.local:4100'],
            pin: OWN_PIN,
            certificate: OWN_CERTIFICATE,
            backups: new FakeBackups(weekOfBackups(now)).state(),
          }
        : null,
      choices: hosted ? { announced: true, secure: true } : null,
      trust: hosted ? { kind: 'loopback' } : { kind: 'pinned', pin: RIVER_PIN },
      unread: 0,
      addressed: 0,
    },
    users: new Map(users.map((user) => [user.id, user])),
    conversations: new Map(),
    messages: new Map(),
    members: new Map(),
    entries: [],
    outbox: [],
    drafts: new Map(),
    presence: new Map(users.map(({ id }, index) => [id, presenceOf(id, index, now)])),
  };
  addConversation(space, { number: number * 1000, kind: 'channel', name: 'general', everyone: true, now });
  return space;
}

/** A hosted space as it stands with these choices: without encryption it has no key. */
export function hostedWith(view: SpaceView, choices: HostingChoices): SpaceView {
  if (view.hosting?.status !== 'running') return { ...view, choices };
  const scheme = choices.secure ? 'https' : 'http';
  const addresses = view.hosting.addresses.map((address) => address.replace(/^https?/, scheme));
  const pin = choices.secure ? OWN_PIN : null;
  const certificate = choices.secure ? OWN_CERTIFICATE : null;
  return { ...view, choices, hosting: { ...view.hosting, addresses, pin, certificate } };
}

type NewConversation = {
  number: number;
  kind: 'channel' | 'direct' | 'group';
  name?: string | null;
  private?: boolean;
  everyone?: boolean;
  joined?: boolean;
  memberIds?: UserId[];
  now: number;
};

export function addConversation(space: FakeSpace, fresh: NewConversation): ConversationView {
  const { number, kind, name = null, everyone = false, joined = true, memberIds = [], now } = fresh;
  const view: ConversationView = {
    id: conversationIdOf(number),
    kind,
    name,
    private: fresh.private ?? kind !== 'channel',
    everyone,
    memberIds,
    createdBy: ME,
    createdAt: now - 300 * DAY,
    joined,
    pending: null,
    readSeq: 0,
    unread: 0,
    unreadMentions: 0,
    headSeq: 1,
    lastMessageAt: null,
  };
  space.conversations.set(view.id, view);
  space.messages.set(view.id, []);
  space.members.set(view.id, kind === 'channel' ? [...space.users.keys()] : memberIds);
  return view;
}

type Writing = { random: Random; space: FakeSpace; view: ConversationView; number: number };

/** Writes exchanges into a conversation, ending now, until it holds so many messages. */
function fill({ random, space, view, number }: Writing, count: number, now: number, spanDays: number): void {
  const authors = view.kind === 'channel' ? [...space.users.keys()] : view.memberIds;
  const texts: { author: UserId; text: string; gap: number; replies: boolean }[] = [];
  while (texts.length < count) {
    const dialogue = random.pick(dialogues);
    const cast = [0, 1, 2, 3].map(() => random.pick(authors));
    for (const [index, [speaker, text]] of dialogue.entries()) {
      const gap =
        index === 0 ? 40 * MINUTE + random.below(6 * 60 * MINUTE) : random.below(4 * MINUTE) + 5_000;
      const author = cast[speaker] ?? ME;
      texts.push({ author, text, gap, replies: index === 2 && random.below(3) === 0 });
    }
    if (random.below(14) === 0)
      texts.push({
        author: random.pick(authors),
        text: random.pick(emojiMessages),
        gap: 30_000,
        replies: false,
      });
  }
  const kept = texts.slice(-count);
  const total = kept.reduce((sum, { gap }) => sum + gap, 0);
  const scale = Math.min(1, (spanDays * DAY) / total);
  let at = now - 3 * MINUTE - total * scale;
  const messages = space.messages.get(view.id) ?? [];
  for (const { author, text, gap, replies } of kept) {
    at += gap * scale;
    const replyTo = replies ? (messages.at(-2)?.id ?? null) : null;
    messages.push(
      makeMessage({ view, number, seq: messages.length + 2, authorId: author, text, at, replyTo }),
    );
  }
  settle(space, view);
}

export function makeMessage(fresh: {
  view: ConversationView;
  number: number;
  seq: number;
  authorId: UserId;
  text: string;
  at: number;
  replyTo?: MessageId | null;
  mentions?: UserId[];
  clientId?: ClientId;
}): Message {
  const { view, number, seq, authorId, text, at, replyTo = null, mentions = [] } = fresh;
  return {
    id: messageIdOf(number, seq),
    conversationId: view.id,
    seq,
    changedSeq: seq,
    authorId,
    clientId: fresh.clientId ?? clientIdOf(number, seq),
    text,
    mentions,
    replyTo,
    createdAt: Math.floor(at),
    editedAt: null,
    deletedAt: null,
  };
}

/** Brings a conversation's head and last time in line with its messages; everything counts as read. */
export function settle(space: FakeSpace, view: ConversationView): void {
  const last = space.messages.get(view.id)?.at(-1);
  view.headSeq = last?.seq ?? 1;
  view.readSeq = view.headSeq;
  view.lastMessageAt = last?.createdAt ?? null;
}

/** Leaves the last messages of others unread. */
function leaveUnread(space: FakeSpace, view: ConversationView, count: number): void {
  const messages = space.messages.get(view.id) ?? [];
  const others = messages
    .filter(({ authorId, deletedAt }) => authorId !== ME && deletedAt === null)
    .slice(-count);
  const first = others[0];
  if (first === undefined) return;
  view.readSeq = first.seq - 1;
  view.unread = others.length;
}

/** Things that happen seldom, at the end of #general where they are seen: an edit, a deletion, a mention, a long text. */
function addSpecials({ space, view, number }: Writing, now: number): void {
  const messages = space.messages.get(view.id) ?? [];
  const say = (author: number, text: string, minutesAgo: number, more: Partial<Message> = {}): Message => {
    const at = now - minutesAgo * MINUTE;
    const message = makeMessage({
      view,
      number,
      seq: messages.length + 2,
      authorId: userIdOf(author),
      text,
      at,
    });
    messages.push({ ...message, ...more });
    return message;
  };
  for (const [index, message] of messages.entries()) {
    if (index % 37 === 5) messages[index] = { ...message, editedAt: message.createdAt + MINUTE };
    if (index % 53 === 11) messages[index] = { ...message, text: '', deletedAt: message.createdAt + MINUTE };
  }
  say(2, longMessage, 58);
  const question = say(
    3,
    '@mara could you look at the irrigation plan before Friday? @tomas has the numbers.',
    34,
    {
      mentions: [userIdOf(0), userIdOf(1)],
    },
  );
  say(0, 'Yes, tonight. Is it the version with the second tank?', 31, { replyTo: question.id });
  say(3, 'It is: https://example.org/garden/irrigation-plan-v2.pdf', 30);
  say(
    7,
    'I can bring a printed copy to the meeting, if that helps anybody. The font on the plan is very small and the projector is, as we know, not to be trusted.',
    17,
  );
  say(1, '🌻🐝', 12);
  say(5, 'Wonderful. See you all on Friday.', 4);
  settle(space, view);
}

/** The sample space: about thirty conversations and three thousand messages. */
export function buildFullSpace(now: number): FakeSpace {
  const random = createRandom(20_26);
  const space = buildEmptySpace({ people: people.length, now });
  const general = [...space.conversations.values()][0];
  if (general === undefined) throw new Error('a space without #general');
  fill({ random, space, view: general, number: 1000 }, 900, now - 60 * MINUTE, 40);
  addSpecials({ random, space, view: general, number: 1000 }, now);
  for (const [index, channel] of channels.entries()) {
    if (index === 0) continue;
    const number = 1000 + index;
    const view = addConversation(space, { number, kind: 'channel', now, ...channel });
    fill({ random, space, view, number }, 60 + random.below(180), now - random.below(2 * DAY), 60);
    if (index % 4 === 1) leaveUnread(space, view, 1 + random.below(7));
  }
  for (let other = 0; other < 14; other += 1) {
    const number = 1100 + other;
    const memberIds = other === 0 ? [ME] : [ME, userIdOf(other)];
    const view = addConversation(space, { number, kind: 'direct', memberIds, now });
    fill({ random, space, view, number }, 6 + random.below(40), now - random.below(9 * DAY), 20);
    if (other === 2) leaveUnread(space, view, 1);
    if (other === 5) leaveUnread(space, view, 140);
  }
  space.drafts.set(conversationIdOf(1003), {
    text: 'I still have calendula seeds, about',
    replyTo: null,
  });
  countUnread(space);
  return space;
}

export function countUnread(space: FakeSpace): void {
  const blocked = new Set<string>(space.entries.flatMap(({ kind, key }) => (kind === 'blocked' ? key : [])));
  let unread = 0;
  let addressed = 0;
  for (const view of space.conversations.values()) {
    if (!view.joined || blocked.has(partnerOf(view, space.view.userId) ?? '')) continue;
    unread += view.unread;
    addressed += addressedIn(view.kind, view, false);
  }
  space.view = { ...space.view, unread, addressed };
}
