import { v4 as uuid } from 'uuid';
import { afterEach, beforeEach, expect } from 'vitest';
import { type Clock, systemClock } from '../../src/server/clock.ts';
import type { Admission, Change, Store } from '../../src/server/store/Store.ts';
import type { Conversation } from '../../src/shared/model/conversation.ts';
import {
  type ClientId,
  type ConversationId,
  clientIdSchema,
  type Seq,
  type UserId,
} from '../../src/shared/model/ids.ts';
import type { Message } from '../../src/shared/model/message.ts';
import { conversationStream, type Stream } from '../../src/shared/model/stream.ts';
import type { User } from '../../src/shared/model/user.ts';
import type { StreamEvent } from '../../src/shared/protocol/events.ts';
import type { SnapshotOf } from '../../src/shared/protocol/sync.ts';

/** Something that opens stores: the first time with nothing in them, then with what was there. */
export type StoreSource = { open(clock: Clock): Promise<Store>; dispose(): Promise<void> };

const LIMITS = { events: 1000, bytes: 1_000_000 };
const open: Admission = { open: true, first: true, inviteHash: null };

/** What is stored of everyone's password. */
export const PASSWORD_HASH = 'hash';

export const clientId = (): ClientId => clientIdSchema.parse(uuid());
export const refusedWith = (code: string) => expect.objectContaining({ name: 'RequestError', code });

/** A store with three people in it, for contract suites to tell stories of: Ann, who owns the space, Bob and Cleo. */
export class StoreStory {
  readonly store: Store;
  readonly ann: User;
  readonly bob: User;
  readonly cleo: User;
  /** `#general`, which all of them are in. */
  readonly general: ConversationId;
  /** Every commit since the story began, in order. */
  readonly commits: Change[][] = [];
  /** How far the clock is ahead; raise it to let time pass. */
  readonly time: { shiftMs: number };

  private constructor(
    store: Store,
    people: [User, User, User],
    general: ConversationId,
    time: { shiftMs: number },
  ) {
    this.store = store;
    [this.ann, this.bob, this.cleo] = people;
    this.general = general;
    this.time = time;
    store.onCommit((changes) => this.commits.push(changes));
  }

  static async begin(source: StoreSource): Promise<StoreStory> {
    const time = { shiftMs: 0 };
    const store = await source.open({ ...systemClock, now: () => Date.now() + time.shiftMs });
    const register = (username: string) =>
      store.createAccount({ username, displayName: username, passwordHash: PASSWORD_HASH, admission: open });
    const people: [User, User, User] = [await register('ann'), await register('bob'), await register('cleo')];
    const streams = await store.readableStreams(people[0].id);
    const found = streams.find(({ stream }) => stream.startsWith('conversation:'));
    return new StoreStory(store, people, found?.stream.slice('conversation:'.length) as ConversationId, time);
  }

  send(actor: User, conversationId: ConversationId, text: string, id = clientId()): Promise<Message> {
    return this.store.sendMessage(actor.id, { conversationId, clientId: id, text });
  }

  channel(
    actor: User,
    name: string,
    more: { private?: boolean; memberIds?: UserId[] } = {},
  ): Promise<Conversation> {
    return this.store.createConversation(actor.id, { kind: 'channel', name, clientId: clientId(), ...more });
  }

  async eventsOf(user: User, stream: Stream, after: Seq = 0): Promise<StreamEvent[]> {
    return (await this.store.eventsAfter(user.id, stream, after, LIMITS))?.events ?? [];
  }

  async snapshotOf(user: User, id: ConversationId): Promise<SnapshotOf<'conversation'>> {
    const found = await this.store.snapshot(user.id, conversationStream(id));
    return found?.snapshot as SnapshotOf<'conversation'>;
  }
}

/** Begins a story anew on a source of its own before each test, hands both over, and ends them after it. */
export function beginEach(
  createSource: () => Promise<StoreSource>,
  take: (story: StoreStory, source: StoreSource) => void,
): void {
  let source: StoreSource;
  let story: StoreStory;
  beforeEach(async () => {
    source = await createSource();
    story = await StoreStory.begin(source);
    take(story, source);
  });
  afterEach(async () => {
    await story.store.close();
    await source.dispose();
  });
}
