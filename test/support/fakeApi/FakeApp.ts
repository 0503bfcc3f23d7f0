import type {
  AppApi,
  AppError,
  AppInput,
  AppOutput,
  AppRequestName,
  Result,
} from '../../../src/shared/ipc/contract.ts';
import type { Delta } from '../../../src/shared/ipc/deltas.ts';
import type {
  BrowserView,
  ConnectionView,
  ConversationView,
  Settings,
  StreamEntryView,
  Surroundings,
} from '../../../src/shared/ipc/views.ts';
import { isMixed, mergeDrafts, noDraft } from '../../../src/shared/model/draft.ts';
import type { ClientId, ConversationId, MessageId, SpaceId, UserId } from '../../../src/shared/model/ids.ts';
import {
  countsAsUnread,
  type Message,
  mentionsPerson,
  type Version,
} from '../../../src/shared/model/message.ts';
import type { Pin } from '../../../src/shared/model/trust.ts';
import { FakeBackups, weekOfBackups } from './backups.ts';
import { countUnread, type FakeSpace, makeMessage } from './buildSpace.ts';
import { FakeOutbox } from './FakeOutbox.ts';
import { browserHandlers } from './handlers/browserHandlers.ts';
import { conversationHandlers } from './handlers/conversationHandlers.ts';
import type { Handlers } from './handlers/Handlers.ts';
import { hostingHandlers } from './handlers/hostingHandlers.ts';
import { messageHandlers } from './handlers/messageHandlers.ts';
import { serverHandlers } from './handlers/serverHandlers.ts';
import { spaceHandlers } from './handlers/spaceHandlers.ts';
import { notificationEntry, type ToldOf } from './notifications.ts';
import { Refusal } from './Refusal.ts';
import { fakeId } from './random.ts';
import { threadsOf } from './reading.ts';
import { figuresAt } from './running/figures.ts';

export type FakeOptions = {
  spaces: FakeSpace[];
  settings?: Partial<Settings>;
  /** How long a request takes, in ms. */
  latency?: Partial<Record<AppRequestName | 'any', number>>;
  /** Requests that are refused, and with what. */
  refusals?: Partial<Record<AppRequestName, AppError['code']>>;
  /** Sends are refused for good with this. */
  refuseSends?: { code: string; message: string };
  /** Requests that go through the outbox as they are get this refusal. */
  refuseRequests?: { code: string; message: string };
  /** Questions to the server are answered with this. */
  refuseQuestions?: { code: AppError['code']; message: string };
  canHost?: boolean;
  /** How a browser's tab stands; without it this is the desktop app. */
  browser?: BrowserView;
  /** What the space at any address says of itself. */
  probe?: { isNew: boolean; registration: 'open' | 'invite' };
  /** What is around on the network; nobody is where this is left out. */
  surroundings?: Surroundings;
  /** The backups there are of the hosted space; a week of them where this is left out. */
  backups?: FakeBackups;
  /** What messages said before they were edited. */
  versions?: ReadonlyMap<MessageId, Version[]>;
};

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** The app behind the window, made up in the page: it answers as the real one does, and can be told what happens. */
export class FakeApp implements AppApi {
  readonly calls: { name: string; input: unknown }[] = [];
  readonly options: FakeOptions;
  readonly versions: Map<MessageId, Version[]>;
  readonly backups: FakeBackups;
  readonly outbox = new FakeOutbox(this);
  /** What was saved outside of the app, by the name that was offered. */
  readonly savedFiles = new Map<string, string>();
  settings: Settings;
  /** Whether the window watches what is around on the network. */
  isLooking = false;
  readonly #handlers: Handlers = {
    ...spaceHandlers(this),
    ...hostingHandlers(this),
    ...browserHandlers(this),
    ...conversationHandlers(this),
    ...messageHandlers(this),
    ...serverHandlers(this),
  };
  #listeners = new Set<(deltas: Delta[]) => void>();
  #made = 0;
  /** Requests whose answers keep people waiting, and what ends that. */
  #held = new Map<AppRequestName, Promise<void>>();
  #letGo = new Map<AppRequestName, () => void>();

  constructor(options: FakeOptions) {
    this.options = options;
    this.versions = new Map(options.versions);
    this.backups = options.backups ?? new FakeBackups(weekOfBackups(Date.now()));
    this.settings = {
      theme: 'system',
      listWidth: 264,
      panelWidth: 360,
      textSize: 100,
      panelOpen: false,
      ...options.settings,
    };
  }

  onDeltas(listener: (deltas: Delta[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  push(...deltas: Delta[]): void {
    for (const listener of this.#listeners) listener(structuredClone(deltas));
  }

  /** The next request of this kind is answered when it is let go, and not before. */
  hold(name: AppRequestName): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held.set(name, promise);
    this.#letGo.set(name, resolve);
  }

  letGo(name: AppRequestName): void {
    this.#letGo.get(name)?.();
  }

  async call<N extends AppRequestName>(name: N, input: AppInput<N>): Promise<Result<AppOutput<N>>> {
    this.calls.push({ name, input: structuredClone(input) });
    const { latency = {}, refusals = {} } = this.options;
    const held = this.#held.get(name);
    this.#held.delete(name);
    await held;
    await wait(latency[name] ?? latency.any ?? 0);
    const refused = refusals[name];
    try {
      if (refused !== undefined) throw new Refusal(refused);
      const handler = this.#handlers[name];
      const data = await handler?.(input);
      return { ok: true, data: structuredClone(data ?? {}) as AppOutput<N> };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { ok: false, error: error.error };
    }
  }

  space(spaceId?: SpaceId): FakeSpace {
    const found = this.options.spaces.find(({ view }) => spaceId === undefined || view.spaceId === spaceId);
    if (found === undefined) throw new Refusal('not_found');
    return found;
  }

  conversation(name: string): ConversationView {
    const found = [...this.space().conversations.values()].find((view) => view.name === name);
    if (found === undefined) throw new Refusal('not_found');
    return found;
  }

  /** Another device of the same person writes in the field of a conversation. */
  writeElsewhere(conversationId: ConversationId, text: string): void {
    const { drafts, view } = this.space();
    const here = drafts.get(conversationId) ?? noDraft;
    const there = { text, replyTo: null };
    // As if nothing of what is here had reached the other device yet.
    const draft = mergeDrafts(noDraft, here, there);
    drafts.set(conversationId, draft);
    const { spaceId } = view;
    this.push({ type: 'draft.changed', spaceId, conversationId, draft, mixed: isMixed(draft, here, there) });
  }

  /** Someone writes. */
  receive(conversationId: ConversationId, text: string, author = 2, more: Partial<Message> = {}): Message {
    const space = this.space();
    const view = space.conversations.get(conversationId);
    const authorId = [...space.users.keys()][author];
    if (view === undefined || authorId === undefined) throw new Refusal('not_found');
    const message = Object.assign(this.append(space, view, authorId, text), more);
    if (authorId !== space.view.userId) view.unread += 1;
    if (mentionsPerson(message, space.view.userId)) view.unreadMentions += 1;
    this.tellMessages(space, view, [message]);
    return message;
  }

  /** The person is told of something. */
  tell(told: ToldOf): void {
    const space = this.space();
    this.setEntry(space, notificationEntry(space, told));
  }

  setConnection(connection: ConnectionView, spaceId?: SpaceId): void {
    const space = this.space(spaceId);
    space.view = { ...space.view, connection };
    this.push({ type: 'space.changed', space: space.view });
    if (connection.status !== 'online') return;
    for (const { clientId } of [...space.outbox]) this.outbox.deliver(space, clientId);
  }

  /** Changes a stored message, as an edit or a deletion does. */
  changeMessage(conversationId: ConversationId, id: MessageId, change: Partial<Message>): void {
    const space = this.space();
    const view = space.conversations.get(conversationId);
    const messages = space.messages.get(conversationId) ?? [];
    const index = messages.findIndex((message) => message.id === id);
    const message = messages[index];
    if (view === undefined || message === undefined) throw new Refusal('not_found');
    view.headSeq += 1;
    const changed = { ...message, ...change, changedSeq: view.headSeq };
    messages[index] = changed;
    this.tellMessages(space, view, [changed]);
  }

  /** Adds a message to what is there, and tells nobody yet. */
  append(
    space: FakeSpace,
    view: ConversationView,
    authorId: UserId,
    text: string,
    clientId?: ClientId,
  ): Message {
    const number = this.number();
    view.headSeq += 1;
    const message = makeMessage({
      view,
      number: 0x9000,
      seq: view.headSeq,
      authorId,
      text,
      at: Date.now(),
      mentions: [...space.users.values()]
        .filter((user) => text.includes(`@${user.username}`))
        .map(({ id }) => id),
      clientId: clientId ?? (fakeId(6, number) as ClientId),
    });
    const unique = { ...message, id: fakeId(7, number) as MessageId };
    space.messages.get(view.id)?.push(unique);
    view.lastMessageAt = unique.createdAt;
    return unique;
  }

  /** Tells of messages that came or changed, and of what follows from them. */
  tellMessages(space: FakeSpace, view: ConversationView, messages: Message[]): void {
    countUnread(space);
    const { spaceId } = space.view;
    const all = space.messages.get(view.id) ?? [];
    const parents = new Set(messages.map(({ replyTo }) => replyTo));
    const threads = threadsOf(all, messages).filter(({ messageId }) => parents.has(messageId));
    this.push(
      { type: 'messages.changed', spaceId, conversationId: view.id, messages },
      { type: 'threads.changed', spaceId, conversationId: view.id, threads },
      { type: 'conversations.changed', spaceId, conversations: [view] },
      { type: 'space.changed', space: space.view },
    );
  }

  setEntry(space: FakeSpace, entry: StreamEntryView): void {
    const others = space.entries.filter(
      ({ stream, kind, key }) => stream !== entry.stream || kind !== entry.kind || key !== entry.key,
    );
    space.entries = entry.value === null ? others : [...others, entry];
    countUnread(space);
    this.push(
      { type: 'entries.changed', spaceId: space.view.spaceId, entries: [entry] },
      { type: 'space.changed', space: space.view },
    );
  }

  /** The next number of what is made here. */
  number(): number {
    this.#made += 1;
    return this.#made;
  }

  /** Who is around on the network changes; told only to who looks. */
  around(surroundings: Surroundings): void {
    this.options.surroundings = surroundings;
    if (this.isLooking) this.push({ type: 'nearby.changed', surroundings });
  }

  /** An invite link is clicked outside of the app. */
  openInvite(link: { address: string; invite: string; pin: string | null }): void {
    this.push({ type: 'invite.opened', ...link, pin: link.pin as Pin | null });
  }

  /** The server tells how it is doing, so many seconds from now. */
  tellFigures(seconds: number): void {
    const { spaceId } = this.space().view;
    const figures = figuresAt(120 + seconds, Date.now() + seconds * 1000);
    this.push({ type: 'figures.changed', spaceId, figures });
  }

  /** Somebody reads up to a message, here or elsewhere. */
  read(space: FakeSpace, view: ConversationView, seq: number): void {
    const me = space.view.userId;
    const unread = (space.messages.get(view.id) ?? []).filter(
      (one) => one.seq > seq && one.authorId !== me && countsAsUnread(one),
    );
    view.readSeq = seq;
    view.unread = unread.length;
    view.unreadMentions = unread.filter((one) => mentionsPerson(one, me)).length;
    this.tellMessages(space, view, []);
  }
}
