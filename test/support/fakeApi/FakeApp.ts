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
  HostingChoices,
  OutboxItem,
  Settings,
  StreamEntryView,
  Surroundings,
} from '../../../src/shared/ipc/views.ts';
import { type DraftContent, isMixed, mergeDrafts, noDraft } from '../../../src/shared/model/draft.ts';
import type { ClientId, ConversationId, MessageId, SpaceId, UserId } from '../../../src/shared/model/ids.ts';
import {
  countsAsUnread,
  type Message,
  mentionsPerson,
  reactionsWith,
  type Version,
} from '../../../src/shared/model/message.ts';
import type { Figures } from '../../../src/shared/model/running.ts';
import { conversationStream } from '../../../src/shared/model/stream.ts';
import { type Pin, pinOf } from '../../../src/shared/model/trust.ts';
import type { User } from '../../../src/shared/model/user.ts';
import type { Question, QueuedRequest } from '../../../src/shared/protocol/passedOn.ts';
import { FakeBackups, fileElsewhere, weekOfBackups } from './backups.ts';
import {
  buildEmptySpace,
  conversationIdOf,
  countUnread,
  type FakeSpace,
  hostedWith,
  makeMessage,
} from './buildSpace.ts';
import { createIn, makeReal } from './creating.ts';
import { entrySetBy } from './entrySetBy.ts';
import { type GoverningRequest, governConversation, isGoverning } from './governConversation.ts';
import { checkKey, probe, prove, SPOKEN_CODE, surroundings, tryWay } from './network.ts';
import { notificationEntry, readNotifications, type ToldOf } from './notifications.ts';
import { OWN_CERTIFICATE, OWN_PIN } from './pins.ts';
import { Refusal } from './Refusal.ts';
import { fakeId } from './random.ts';
import { pageOf, searchIn, threadsOf } from './reading.ts';
import { askRunning } from './running/askRunning.ts';
import { figuresAt, recentFigures } from './running/figures.ts';
import { reportMessage } from './running/reportMessage.ts';

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

/** The codes that let somebody in: one that was written into a link, and one that was read out. */
const welcomedBy = ['GROW-1234', SPOKEN_CODE];

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

type Handlers = { [N in AppRequestName]?: (input: AppInput<N>) => AppOutput<N> | Promise<AppOutput<N>> };

/** The app behind the window, made up in the page: it answers as the real one does, and can be told what happens. */
export class FakeApp implements AppApi {
  readonly calls: { name: string; input: unknown }[] = [];
  readonly options: FakeOptions;
  readonly versions: Map<MessageId, Version[]>;
  readonly backups: FakeBackups;
  /** What was saved outside of the app, by the name that was offered. */
  readonly savedFiles = new Map<string, string>();
  settings: Settings;
  /** Whether the window watches what is around on the network. */
  isLooking = false;
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
    const message = Object.assign(this.#append(space, view, authorId, text), more);
    if (authorId !== space.view.userId) view.unread += 1;
    if (mentionsPerson(message, space.view.userId)) view.unreadMentions += 1;
    this.#tell(space, view, [message]);
    return message;
  }

  /** The person is told of something. */
  tell(told: ToldOf): void {
    const space = this.space();
    this.#setEntry(space, notificationEntry(space, told));
  }

  setConnection(connection: ConnectionView, spaceId?: SpaceId): void {
    const space = this.space(spaceId);
    space.view = { ...space.view, connection };
    this.push({ type: 'space.changed', space: space.view });
    if (connection.status !== 'online') return;
    for (const { clientId } of [...space.outbox]) {
      // As it is by then: what came before may have given its conversation another id.
      const item = space.outbox.find((one) => one.clientId === clientId);
      if (item !== undefined) this.#deliver(space, item);
    }
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
    this.#tell(space, view, [changed]);
  }

  #append(
    space: FakeSpace,
    view: ConversationView,
    authorId: UserId,
    text: string,
    clientId?: ClientId,
  ): Message {
    this.#made += 1;
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
      clientId: clientId ?? (fakeId(6, this.#made) as ClientId),
    });
    const unique = { ...message, id: fakeId(7, this.#made) as MessageId };
    space.messages.get(view.id)?.push(unique);
    view.lastMessageAt = unique.createdAt;
    return unique;
  }

  #tell(space: FakeSpace, view: ConversationView, messages: Message[]): void {
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

  #queue(space: FakeSpace, item: OutboxItem): void {
    space.outbox.push(item);
    this.push({ type: 'outbox.changed', spaceId: space.view.spaceId, items: [item], removedIds: [] });
    if (space.view.connection.status === 'online')
      setTimeout(() => this.#deliver(space, item), this.options.latency?.['messages:send'] ?? 20);
  }

  #deliver(space: FakeSpace, item: OutboxItem): void {
    const { spaceId } = space.view;
    const { refuseSends, refuseRequests } = this.options;
    const view = space.conversations.get(item.conversationId);
    if (item.state === 'refused') return;
    if (item.action.kind === 'request' && refuseRequests !== undefined) {
      this.#drop(space, item.clientId);
      this.push({ type: 'request.refused', spaceId, error: refuseRequests });
      return;
    }
    if (item.action.kind === 'request') this.#perform(space, item.conversationId, item.action.request);
    else if (view === undefined) return;
    if (refuseSends !== undefined && item.action.kind === 'send') {
      this.#replaceItem(space, { ...item, state: 'refused', error: refuseSends });
      return;
    }
    const { action } = item;
    if (action.kind === 'send' && view !== undefined) {
      const message = this.#append(space, view, space.view.userId, action.text, item.clientId);
      Object.assign(message, { replyTo: action.replyTo }, this.#forwarded(space, action.forwardOf));
      this.#tell(space, view, [message]);
    } else if (action.kind === 'create' && view !== undefined) {
      const from = view.id;
      this.#made += 1;
      makeReal(space, view, conversationIdOf(5000 + this.#made));
      this.push(
        { type: 'conversation.replaced', spaceId, from, to: view.id },
        { type: 'conversations.changed', spaceId, conversations: [view] },
      );
    } else if (action.kind === 'edit') {
      this.changeMessage(item.conversationId, action.messageId, { text: action.text, editedAt: Date.now() });
    } else if (action.kind === 'delete') {
      this.changeMessage(item.conversationId, action.messageId, { text: '', deletedAt: Date.now() });
    }
    space.outbox = space.outbox.filter(({ clientId }) => clientId !== item.clientId);
    this.push({ type: 'outbox.changed', spaceId, items: [], removedIds: [item.clientId] });
  }

  /** What a request of the outbox does once it is there. */
  #perform(space: FakeSpace, conversationId: ConversationId, request: QueuedRequest): void {
    const me = space.view.userId;
    if (request.name === 'message:react') {
      const { messageId, emoji, on } = request.payload;
      const held = space.messages.get(conversationId)?.find(({ id }) => id === messageId)?.reactions ?? [];
      const reactions = [...reactionsWith(held, me, emoji, on)];
      this.changeMessage(conversationId, messageId as MessageId, { reactions });
      return;
    }
    if (isGoverning(request)) {
      this.#govern(space, conversationId, request);
      return;
    }
    if (request.name === 'user:change') {
      this.#changeSelf(space, request.payload);
      return;
    }
    if (request.name === 'notification:read') {
      for (const entry of readNotifications(space, request.payload, Date.now())) this.#setEntry(space, entry);
      return;
    }
    if (request.name === 'message:report') {
      reportMessage(space, conversationId, request.payload);
      return;
    }
    this.#setEntry(space, entrySetBy(request, conversationId, me, Date.now()));
    const view = space.conversations.get(conversationId);
    if (request.name !== 'message:pin' || !request.payload.pinned || view === undefined) return;
    const line = this.#append(space, view, me, '');
    Object.assign(line, { notice: { type: 'pinned', messageId: request.payload.messageId } });
    this.#tell(space, view, [line]);
  }

  #govern(space: FakeSpace, conversationId: ConversationId, request: GoverningRequest): void {
    const { spaceId, userId: me } = space.view;
    const view = space.conversations.get(conversationId);
    if (view === undefined) throw new Refusal('not_found');
    const before = space.members.get(conversationId) ?? [];
    const notices = governConversation(space, view, request);
    const after = space.members.get(conversationId) ?? [];
    if (request.name === 'member:role') {
      const { userId: key, role } = request.payload;
      const value = role === 'member' ? null : role;
      this.#setEntry(space, { stream: conversationStream(conversationId), kind: 'role', key, value });
    }
    const joined = after.filter((id) => !before.includes(id));
    const left = before.filter((id) => !after.includes(id));
    this.push({ type: 'members.changed', spaceId, conversationId, joined, left });
    const messages = notices.map((notice) => Object.assign(this.#append(space, view, me, ''), { notice }));
    this.#tell(space, view, messages);
  }

  #changeSelf(space: FakeSpace, payload: Extract<QueuedRequest, { name: 'user:change' }>['payload']): void {
    const { userId, spaceId } = space.view;
    const user = space.users.get(userId);
    if (user === undefined) throw new Refusal('not_found');
    const stated = Object.entries({ ...user, ...payload }).filter(
      ([, value]) => value !== null && value !== undefined,
    );
    const changed = Object.fromEntries(stated) as User;
    space.users.set(userId, changed);
    this.push({ type: 'users.changed', spaceId, users: [changed] });
  }

  /** What a message says that forwards another. */
  #forwarded(space: FakeSpace, forwardOf: MessageId | undefined): Partial<Message> {
    const source = [...space.messages.values()].flat().find(({ id }) => id === forwardOf);
    if (source === undefined) return {};
    const { id: messageId, conversationId, authorId, createdAt, text } = source;
    return {
      text,
      forwardedFrom: source.forwardedFrom ?? { messageId, conversationId, authorId, createdAt },
    };
  }

  /** In groups and direct messages everyone has read everything. */
  #reads(spaceId: SpaceId, conversationId: ConversationId) {
    const view = this.space(spaceId).conversations.get(conversationId);
    const reads = view?.memberIds.map((userId) => ({ userId, readSeq: view.headSeq })) ?? [];
    return { reads };
  }

  #setEntry(space: FakeSpace, entry: StreamEntryView): void {
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

  #replaceItem(space: FakeSpace, item: OutboxItem): void {
    space.outbox = space.outbox.map((one) => (one.clientId === item.clientId ? item : one));
    this.push({ type: 'outbox.changed', spaceId: space.view.spaceId, items: [item], removedIds: [] });
  }

  #item(conversationId: ConversationId, action: OutboxItem['action']): OutboxItem {
    this.#made += 1;
    const clientId = fakeId(8, this.#made) as ClientId;
    return { clientId, conversationId, action, createdAt: Date.now(), state: 'waiting', error: null };
  }

  #change(
    conversationId: ConversationId,
    target: AppInput<'messages:edit'>['target'],
    text: string | null,
  ): void {
    const space = this.space();
    if ('messageId' in target) {
      const messageId = target.messageId as MessageId;
      const action =
        text === null ? { kind: 'delete' as const, messageId } : { kind: 'edit' as const, messageId, text };
      this.#queue(space, this.#item(conversationId, action));
      return;
    }
    const item = space.outbox.find(({ clientId }) => clientId === target.clientId);
    if (item === undefined || item.action.kind !== 'send') throw new Refusal('not_found');
    if (text === null) this.#drop(space, item.clientId);
    else this.#replaceItem(space, { ...item, action: { ...item.action, text } });
  }

  #drop(space: FakeSpace, clientId: ClientId): void {
    space.outbox = space.outbox.filter((item) => item.clientId !== clientId);
    this.push({ type: 'outbox.changed', spaceId: space.view.spaceId, items: [], removedIds: [clientId] });
  }

  #probed() {
    // A browser has seen to the connection, and its page cannot know how.
    const isBrowser = this.options.browser !== undefined;
    return { ...this.options.probe, ...(isBrowser && { trust: { kind: 'browser' as const } }) };
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

  #configure(space: FakeSpace, change: Partial<HostingChoices>): void {
    const { hosting, choices } = space.view;
    if (hosting?.status !== 'running' || choices === null) throw new Refusal('not_found');
    space.view = hostedWith(space.view, { ...choices, ...change });
    this.push({ type: 'space.changed', space: space.view });
  }

  #enter(name: string, number: number): { spaceId: SpaceId } {
    const space = buildEmptySpace({ name, number, now: Date.now(), hosted: number !== 8 });
    if (this.options.browser !== undefined) space.view = { ...space.view, trust: { kind: 'browser' } };
    this.options.spaces.push(space);
    this.push({ type: 'space.changed', space: space.view });
    return { spaceId: space.view.spaceId };
  }

  #setBrowser(change: Partial<BrowserView>): BrowserView {
    if (this.options.browser === undefined) throw new Refusal('not_found');
    const browser = { ...this.options.browser, ...change };
    this.options.browser = browser;
    this.push({ type: 'browser.changed', browser });
    return browser;
  }

  readonly #handlers: Handlers = {
    'app:load': () => ({
      spaces: this.options.spaces.map(({ view }) => view),
      settings: this.settings,
      platform: this.options.browser === undefined ? 'linux' : 'web',
      version: '0.1.0',
      canHost: this.options.canHost ?? this.options.browser === undefined,
      browser: this.options.browser ?? null,
    }),
    'settings:save': (change) => {
      this.settings = { ...this.settings, ...(change as Partial<Settings>) };
      return this.settings;
    },
    'space:load': ({ spaceId }) => {
      const space = this.space(spaceId as SpaceId);
      return {
        users: [...space.users.values()],
        entries: [...space.entries],
        conversations: [...space.conversations.values()],
        outbox: space.outbox,
        drafts: [...space.drafts].map(([conversationId, draft]) => ({ conversationId, ...draft })),
        presence: [...space.presence.values()],
      };
    },
    'space:probe': ({ address, pin }) => probe(address, pin as Pin | undefined, this.#probed()),
    'space:prove': ({ address, code }) => prove(address, code),
    'space:test': ({ address, pin }) => ({ steps: tryWay(address, pin as Pin | undefined) }),
    'nearby:watch': ({ on }) => {
      if (this.options.browser !== undefined) throw new Refusal('not_found');
      this.isLooking = on;
      return this.options.surroundings ?? surroundings([]);
    },
    'space:trust': ({ spaceId, pin }) => {
      const space = this.space(spaceId as SpaceId);
      space.view = { ...space.view, trust: { kind: 'pinned', pin: pin as Pin } };
      this.setConnection({ status: 'online' }, spaceId as SpaceId);
      return {};
    },
    'hosting:configure': ({ spaceId, announced, secure }) => {
      this.#configure(this.space(spaceId as SpaceId), {
        ...(announced !== undefined && { announced }),
        ...(secure !== undefined && { secure }),
      });
      return {};
    },
    'space:host': ({ spaceName }) => this.#enter(spaceName, 9),
    'space:join': ({ address, pin, account }) => {
      checkKey(address, pin as Pin | undefined);
      const isOpen = this.options.probe?.registration === 'open';
      if (account.mode === 'register' && !isOpen && !welcomedBy.includes(account.invite ?? ''))
        throw new Refusal('forbidden');
      if (account.mode === 'register' && account.username === 'taken') throw new Refusal('conflict');
      if (account.mode === 'login' && account.password !== 'correct horse') throw new Refusal('unauthorized');
      return this.#enter('River neighbours', 8);
    },
    'space:signIn': ({ spaceId, password }) => {
      if (password !== 'correct horse') throw new Refusal('unauthorized');
      this.setConnection({ status: 'online' }, spaceId as SpaceId);
      return {};
    },
    'space:signOut': ({ spaceId }) => {
      const id = spaceId as SpaceId;
      this.setConnection({ status: 'stopped', reason: 'signed_out' }, id);
      const space = this.space(id);
      const conversationIds = [...space.conversations.keys()];
      space.conversations.clear();
      this.push({ type: 'conversations.removed', spaceId: id, conversationIds });
      return {};
    },
    'space:forget': ({ spaceId }) => {
      const at = this.options.spaces.indexOf(this.space(spaceId as SpaceId));
      this.options.spaces.splice(at, 1);
      this.push({ type: 'space.removed', spaceId: spaceId as SpaceId });
      return {};
    },
    'browser:askNotifications': () => this.#setBrowser({ notifications: 'allowed' }),
    'browser:takeOver': () => {
      this.#setBrowser({ writable: true });
      return {};
    },
    'space:invite': ({ spaceId }) => {
      const { view } = this.space(spaceId as SpaceId);
      return {
        code: 'GROW-1234-BEAN-77',
        expiresAt: Date.now() + 7 * 24 * 3_600_000,
        addresses: view.hosting?.status === 'running' ? view.hosting.addresses : [view.address],
        pin: view.hosting?.status === 'running' ? view.hosting.pin : pinOf(view.trust),
      };
    },
    'hosting:start': ({ spaceId }) => this.#run(this.space(spaceId as SpaceId), 4101),
    'hosting:backups': () => this.backups.list(),
    'hosting:backUp': ({ spaceId }) => {
      const space = this.space(spaceId as SpaceId);
      this.#tellOfBackups(space, true);
      setTimeout(() => {
        this.backups.make(Date.now());
        this.#tellOfBackups(space, false);
      }, 50);
      return {};
    },
    'hosting:chooseBackupFolder': ({ spaceId, own }) => {
      this.backups.moveTo(own);
      this.#tellOfBackups(this.space(spaceId as SpaceId), false);
      return { chosen: true };
    },
    'hosting:chooseBackup': () => ({ backup: fileElsewhere(Date.now()) }),
    'hosting:restore': ({ spaceId, name }) => {
      const space = this.space(spaceId as SpaceId);
      const found =
        name === null ? fileElsewhere(Date.now()) : this.backups.kept.find((one) => one.name === name);
      if (found === undefined) throw new Refusal('not_found');
      this.#run(space, 4100);
      this.setConnection({ status: 'online' }, space.view.spaceId);
      this.push({ type: 'notice.raised', code: 'space_restored', spaceId: space.view.spaceId });
      return {
        madeAt: found.madeAt,
        setAside: '/home/mara/.config/Parley/hosted/6f1d9c3e/space.sqlite.before-2026-03-03T14-20-00-000Z',
      };
    },
    'conversations:create': (input) => {
      const space = this.space(input.spaceId as SpaceId);
      this.#made += 1;
      const known = space.conversations.size;
      const view = createIn(space, input, 5000 + this.#made, Date.now());
      if (space.conversations.size > known && space.view.connection.status !== 'online') {
        view.pending = 'creating';
        const item = this.#item(view.id, { kind: 'create' });
        this.#queue(space, { ...item, clientId: view.id as string as ClientId });
      }
      this.push({ type: 'conversations.changed', spaceId: space.view.spaceId, conversations: [view] });
      return { conversationId: view.id };
    },
    'conversations:join': ({ conversationId }) => this.#setJoined(conversationId as ConversationId, true),
    'conversations:leave': ({ conversationId }) => this.#setJoined(conversationId as ConversationId, false),
    'conversations:members': ({ conversationId }) => ({
      userIds: this.space().members.get(conversationId as ConversationId) ?? [],
    }),
    'messages:page': (input) => pageOf(this.space(input.spaceId as SpaceId), input),
    'messages:search': (input) => searchIn(this.space(input.spaceId as SpaceId), input),
    'messages:thread': ({ conversationId, messageId }) => {
      const all = this.space().messages.get(conversationId as ConversationId) ?? [];
      const message = all.find(({ id }) => id === messageId);
      if (message === undefined) throw new Refusal('not_found');
      const replies = all.filter(({ replyTo }) => replyTo === messageId);
      return { message, replies, complete: this.space().view.connection.status === 'online' };
    },
    'messages:get': ({ messageIds }) => {
      const all = [...this.space().messages.values()].flat();
      return { messages: all.filter(({ id }) => messageIds.includes(id)) };
    },
    'messages:send': ({ spaceId, conversationId, text, replyTo, forwardOf }) => {
      const item = this.#item(conversationId as ConversationId, {
        kind: 'send',
        text,
        replyTo: (replyTo ?? null) as MessageId | null,
        ...(forwardOf === undefined ? {} : { forwardOf: forwardOf as MessageId }),
      });
      this.#queue(this.space(spaceId as SpaceId), item);
      return { clientId: item.clientId };
    },
    'messages:edit': ({ conversationId, target, text }) => {
      this.#change(conversationId as ConversationId, target, text);
      return {};
    },
    'messages:delete': ({ conversationId, target }) => {
      this.#change(conversationId as ConversationId, target, null);
      return {};
    },
    'outbox:add': ({ spaceId, conversationId, request }) => {
      const space = this.space(spaceId as SpaceId);
      const item = this.#item((conversationId ?? space.view.userId) as ConversationId, {
        kind: 'request',
        request: request as QueuedRequest,
      });
      this.#queue(space, item);
      return { clientId: item.clientId };
    },
    'server:ask': ({ spaceId, question }) => {
      if (this.space().view.connection.status !== 'online') throw new Refusal('offline');
      const { refuseQuestions } = this.options;
      if (refuseQuestions !== undefined) throw new Refusal(refuseQuestions.code, refuseQuestions.message);
      const answer = askRunning(this.space(spaceId as SpaceId), question as Question, (...deltas) =>
        this.push(...deltas),
      );
      if (answer !== undefined) return answer;
      if (question.name === 'conversation:counts') return this.#counts(spaceId as SpaceId);
      if (question.name === 'conversation:reads')
        return this.#reads(spaceId as SpaceId, question.payload.conversationId as ConversationId);
      return question.name === 'message:versions'
        ? { versions: this.versions.get(question.payload.messageId as MessageId) ?? [] }
        : {};
    },
    'space:watch': ({ spaceId, on }) => {
      this.#watch(spaceId as SpaceId, on);
      return {};
    },
    'files:save': ({ name, text }) => {
      this.savedFiles.set(name, text);
      return { saved: true };
    },
    'outbox:retry': ({ clientId }) => {
      const space = this.space();
      const item = space.outbox.find((one) => one.clientId === clientId);
      if (item === undefined) throw new Refusal('not_found');
      const again: OutboxItem = { ...item, state: 'waiting', error: null };
      this.#replaceItem(space, again);
      if (space.view.connection.status === 'online') setTimeout(() => this.#deliver(space, again), 20);
      return {};
    },
    'outbox:discard': ({ clientId }) => {
      this.#drop(this.space(), clientId as ClientId);
      return {};
    },
    'drafts:save': ({ spaceId, conversationId, draft, was }) => {
      const { drafts } = this.space(spaceId as SpaceId);
      const id = conversationId as ConversationId;
      drafts.set(id, mergeDrafts(was as DraftContent, draft as DraftContent, drafts.get(id) ?? noDraft));
      return {};
    },
    'reads:advance': ({ conversationId, seq }) => {
      const space = this.space();
      const view = space.conversations.get(conversationId as ConversationId);
      if (view === undefined || view.readSeq >= seq) return {};
      this.#read(space, view, seq);
      return {};
    },
    'reads:reset': ({ conversationId, seq }) => {
      const space = this.space();
      const view = space.conversations.get(conversationId as ConversationId);
      if (view !== undefined) this.#read(space, view, seq);
      return {};
    },
  };

  /** Its server runs, on this port. */
  #run(space: FakeSpace, port: number): Record<string, never> {
    const hosting = { port, addresses: [`https://192.168.1.20:${port}`], pin: OWN_PIN };
    const backups = this.backups.state();
    space.view = {
      ...space.view,
      hosting: { status: 'running', ...hosting, certificate: OWN_CERTIFICATE, backups },
    };
    this.push({ type: 'space.changed', space: space.view });
    return {};
  }

  #tellOfBackups(space: FakeSpace, busy: boolean): void {
    const { hosting } = space.view;
    if (hosting?.status !== 'running') return;
    space.view = { ...space.view, hosting: { ...hosting, backups: this.backups.state(busy) } };
    this.push({ type: 'space.changed', space: space.view });
  }

  #watch(spaceId: SpaceId, on: boolean): void {
    const now = Date.now();
    const told = (figures: Figures | null) => this.push({ type: 'figures.changed', spaceId, figures });
    if (!on) return;
    if (this.space(spaceId).view.connection.status !== 'online') told(null);
    // All at once, so that there is a past to be seen without waiting for one.
    else for (const figures of recentFigures(now, 120)) told(figures);
  }

  /** The server tells how it is doing, so many seconds from now. */
  tellFigures(seconds: number): void {
    const { spaceId } = this.space().view;
    const figures = figuresAt(120 + seconds, Date.now() + seconds * 1000);
    this.push({ type: 'figures.changed', spaceId, figures });
  }

  #counts(spaceId: SpaceId) {
    const { conversations, members } = this.space(spaceId);
    const open = [...conversations.values()].filter((view) => !view.private);
    return {
      counts: open.map(({ id }) => ({ conversationId: id, members: members.get(id)?.length ?? 0 })),
    };
  }

  #read(space: FakeSpace, view: ConversationView, seq: number): void {
    const me = space.view.userId;
    const unread = (space.messages.get(view.id) ?? []).filter(
      (one) => one.seq > seq && one.authorId !== me && countsAsUnread(one),
    );
    view.readSeq = seq;
    view.unread = unread.length;
    view.unreadMentions = unread.filter((one) => mentionsPerson(one, me)).length;
    this.#tell(space, view, []);
  }

  #setJoined(conversationId: ConversationId, joined: boolean): Record<string, never> {
    const space = this.space();
    const view = space.conversations.get(conversationId);
    if (view === undefined) throw new Refusal('not_found');
    view.joined = joined;
    this.push({ type: 'conversations.changed', spaceId: space.view.spaceId, conversations: [view] });
    return {};
  }
}
