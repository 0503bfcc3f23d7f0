import fc from 'fast-check';
import { v7 } from 'uuid';
import { EngineError } from '../../../src/client/Engine.ts';
import type { ConversationView } from '../../../src/shared/ipc/views.ts';
import { noDraft } from '../../../src/shared/model/draft.ts';
import {
  type ClientId,
  type ConversationId,
  clientIdSchema,
  type MessageId,
  type UserId,
} from '../../../src/shared/model/ids.ts';
import type { Message } from '../../../src/shared/model/message.ts';
import { parseStream } from '../../../src/shared/model/stream.ts';
import type { QueuedRequest } from '../../../src/shared/protocol/passedOn.ts';
import { SNAPSHOT_MESSAGES } from '../../../src/shared/protocol/sync.ts';
import type { HandDevice } from './handDevice.ts';
import { notifyPeople, readNotifications } from './notifyPeople.ts';
import { isRunning, type Running, runSpace, settled } from './runSpace.ts';
import type { World } from './world.ts';

/** What a person does. Numbers choose among what there is at that moment, so that every schedule can be run and shrunk. */
export type Act =
  | 'send'
  | 'reply'
  | 'forward'
  | 'edit'
  | 'delete'
  | 'editPending'
  | 'deletePending'
  | 'discard'
  | 'retry'
  | 'createChannel'
  | 'createDirect'
  | 'createGroup'
  | 'join'
  | 'leave'
  | 'read'
  | 'markUnread'
  | 'mute'
  | 'block'
  | 'react'
  | 'pin'
  | 'keep'
  | 'rename'
  | 'archive'
  | 'add'
  | 'remove'
  | 'role'
  | 'profile'
  | 'draft'
  | 'clearDraft'
  | 'schedule'
  | 'unschedule'
  | 'remind'
  | 'readNotifications'
  | 'history';

/** What happens at the server while devices are away: other clients' doing, retention, and how the space is run. */
export type Elsewhere = 'flood' | 'markUnread' | 'expire' | 'notify' | Running;

/** What the network, the clock and the processes do. */
export type Fate =
  | 'deliverUp'
  | 'deliverDown'
  | 'deliverAll'
  | 'pass'
  | 'lose'
  | 'holdWrites'
  | 'releaseWrites'
  | 'swap'
  | 'cutClient'
  | 'cutServer'
  | 'unplug'
  | 'plug'
  | 'restart'
  | 'loseCache'
  | 'killServer'
  | 'startServer';

export type Step = { device: number; what: number } & (
  | { act: Act }
  | { elsewhere: Elsewhere }
  | { fate: Fate }
);

const numbers = { device: fc.nat(11), what: fc.nat(1_000) };
const often = <T>(weight: number, ...values: T[]) => ({ weight, arbitrary: fc.constantFrom(...values) });

const actArbitrary: fc.Arbitrary<Act> = fc.oneof(
  often<Act>(10, 'send'),
  often<Act>(3, 'edit', 'delete', 'read', 'reply'),
  often<Act>(2, 'forward'),
  often<Act>(2, 'join', 'leave', 'createDirect', 'createChannel', 'editPending', 'deletePending', 'history'),
  often<Act>(2, 'react', 'pin', 'keep', 'markUnread', 'add', 'remove', 'rename'),
  often<Act>(3, 'draft', 'profile'),
  often<Act>(2, 'readNotifications'),
  often<Act>(1, 'clearDraft', 'schedule', 'unschedule', 'remind'),
  often<Act>(1, 'discard', 'retry', 'createGroup', 'mute', 'block', 'role', 'archive'),
);
const fateArbitrary: fc.Arbitrary<Fate> = fc.oneof(
  often<Fate>(8, 'deliverUp', 'deliverDown', 'deliverAll'),
  often<Fate>(4, 'pass'),
  often<Fate>(2, 'lose', 'swap', 'cutClient', 'cutServer', 'unplug', 'plug', 'restart', 'startServer'),
  often<Fate>(1, 'loseCache', 'killServer', 'holdWrites'),
  often<Fate>(2, 'releaseWrites'),
);

const elsewhereArbitrary: fc.Arbitrary<Elsewhere> = fc.oneof(
  often<Elsewhere>(3, 'flood'),
  often<Elsewhere>(2, 'markUnread'),
  often<Elsewhere>(1, 'expire'),
  often<Elsewhere>(2, 'notify'),
  often<Elsewhere>(5, 'giveRole'),
  often<Elsewhere>(2, 'ban', 'deactivate', 'letIn'),
  often<Elsewhere>(1, 'retain', 'nextDay'),
);

export const scheduleArbitrary: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.record({ ...numbers, act: actArbitrary }) },
    { weight: 12, arbitrary: fc.record({ ...numbers, fate: fateArbitrary }) },
    { weight: 2, arbitrary: fc.record({ ...numbers, elsewhere: elsewhereArbitrary }) },
  ),
  { minLength: 10, maxLength: 70 },
);

/** More than a snapshot holds, so that a cache begins with a hole before its first message. */
const FLOOD = SNAPSHOT_MESSAGES + 15;

/** Milliseconds that pass at once: within a gap's wait, beyond it, over a pause before a retry, over a comparison of heads. */
const PAUSES = [20, 250, 1_500, 20_000, 61_000];

const pick = <T>(from: readonly T[], number: number): T | undefined =>
  from.length === 0 ? undefined : from[number % from.length];

/** Runs a schedule and remembers what its people were promised. */
export class ScheduleRun {
  /** Messages that an engine took, until they are given up here. */
  readonly accepted = new Set<ClientId>();
  /** The same in the order they were written, by device and conversation. */
  readonly written = new Map<string, ClientId[]>();
  /** Lines added to drafts that nobody took away on purpose, by person and conversation. */
  readonly drafted = new Map<string, string[]>();
  /** What acts ended with that were neither done nor refused. */
  readonly faults: unknown[] = [];
  /** Whether events were swallowed between a server and a device that both believed in their connection. */
  hasLostPackets = false;
  readonly #world: World;
  #texts = 0;

  constructor(world: World) {
    this.#world = world;
  }

  async run(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      const device = pick(this.#world.devices, step.device);
      if (device === undefined) throw new Error('the world has no devices');
      // Not awaited: a disk may be slow, and its person goes on.
      if ('act' in step) void this.#act(step.act, device, step.what);
      else if ('elsewhere' in step) await this.#occur(step.elsewhere, device, step.what);
      else await this.#happen(step.fate, device, step.what);
      await this.#world.clock.settle();
    }
  }

  async #act(act: Act, device: HandDevice, what: number): Promise<void> {
    try {
      await this.#perform(act, device, what);
    } catch (error) {
      // An engine may refuse what makes no sense just now; anything else is a fault.
      if (!(error instanceof EngineError)) this.faults.push(error);
    }
  }

  async #perform(act: Act, device: HandDevice, what: number): Promise<void> {
    const { engine } = device;
    const { conversations, outbox } = await engine.content();
    const joined = conversations.filter((one) => one.joined);
    const conversation = pick(joined, what);
    switch (act) {
      case 'send':
      case 'reply':
        return conversation && this.#send(act, device, conversation, what);
      case 'forward':
        return conversation && this.#forward(device, conversation, joined, what);
      case 'edit':
      case 'delete':
        return conversation && this.#change(act, device, conversation, what);
      case 'editPending':
      case 'deletePending': {
        const item = pick(
          outbox.filter(({ action }) => action.kind === 'send'),
          what,
        );
        if (item === undefined) return;
        const { conversationId, clientId } = item;
        if (act === 'editPending')
          return engine.editMessage({ conversationId, target: { clientId }, text: this.#text() });
        this.accepted.delete(clientId);
        return engine.deleteMessage({ conversationId, target: { clientId } });
      }
      case 'discard': {
        const item = pick(outbox, what);
        if (item === undefined) return;
        // With what creates a conversation goes all that was written in it.
        for (const one of outbox)
          if (one.conversationId === item.conversationId) this.accepted.delete(one.clientId);
        return engine.discard(item);
      }
      case 'retry': {
        const item = pick(
          outbox.filter(({ state }) => state === 'refused'),
          what,
        );
        if (item === undefined) return;
        // What is tried again later keeps no order with what was written after it.
        for (const [lane, ids] of this.written)
          this.written.set(
            lane,
            ids.filter((id) => id !== item.clientId),
          );
        return engine.retry(item);
      }
      case 'createChannel':
        await engine.createConversation({
          kind: 'channel',
          name: `room-${what % 7}`,
          private: what % 3 === 0,
        });
        return;
      case 'createDirect':
        await engine.createConversation({ kind: 'direct', userId: this.#world.person(what).user.id });
        return;
      case 'createGroup': {
        const userIds = this.#world.people.map(({ user }) => user.id);
        await engine.createConversation({ kind: 'group', userIds });
        return;
      }
      case 'join': {
        const open = pick(
          conversations.filter((one) => !one.joined),
          what,
        );
        return open && engine.joinConversation({ conversationId: open.id });
      }
      case 'leave':
        return conversation && engine.leaveConversation({ conversationId: conversation.id });
      case 'read':
        return (
          conversation &&
          engine.advanceRead({ conversationId: conversation.id, seq: what % (conversation.headSeq + 2) })
        );
      case 'markUnread':
        return (
          conversation &&
          engine.resetRead({ conversationId: conversation.id, seq: what % (conversation.headSeq + 1) })
        );
      case 'mute':
        return conversation && this.#mute(device, conversation, what % 3 > 0);
      case 'block':
        return this.#block(device, this.#world.person(what).user.id, what % 3 > 0);
      case 'react':
      case 'pin':
      case 'keep':
        return conversation && this.#mark(act, device, conversation, what);
      case 'rename':
      case 'archive':
      case 'add':
      case 'remove':
      case 'role':
        return conversation && this.#govern(act, device, conversation, what);
      case 'profile':
        return this.#changeProfile(device, what);
      case 'draft':
      case 'clearDraft':
        return conversation && this.#draft(act, device, conversation, what);
      case 'schedule':
      case 'unschedule':
      case 'remind':
        return conversation && this.#putOff(act, device, conversation, what);
      case 'readNotifications':
        return readNotifications(device, what);
      case 'history':
        // Answered whenever its packets are delivered, or given up with its connection.
        if (conversation)
          void engine
            .page({ conversationId: conversation.id, bound: { beforeSeq: conversation.headSeq }, limit: 3 })
            .catch(ignoreRefusal);
        return;
    }
  }

  async #send(
    act: 'send' | 'reply',
    device: HandDevice,
    conversation: ConversationView,
    what: number,
  ): Promise<void> {
    const conversationId = conversation.id;
    const replyTo = act === 'reply' ? pick(await this.#seen(device, conversation), what)?.id : undefined;
    const input = { conversationId, text: this.#text(), ...(replyTo === undefined ? {} : { replyTo }) };
    this.#accept(device, conversationId, (await device.engine.sendMessage(input)).clientId);
  }

  #accept(device: HandDevice, conversationId: ConversationId, clientId: ClientId): void {
    this.accepted.add(clientId);
    const lane = `${device.name} ${conversationId}`;
    this.written.set(lane, [...(this.written.get(lane) ?? []), clientId]);
  }

  /** Forwards what is seen in one conversation to another, which may be the same. */
  async #forward(
    device: HandDevice,
    conversation: ConversationView,
    joined: readonly ConversationView[],
    what: number,
  ): Promise<void> {
    const message = pick(await this.#seen(device, conversation), what);
    const goal = pick(joined, Math.floor(what / 7));
    if (message === undefined || goal === undefined || message.text === '') return;
    const input = { conversationId: goal.id, text: message.text, forwardOf: message.id };
    this.#accept(device, goal.id, (await device.engine.sendMessage(input)).clientId);
  }

  async #change(
    act: 'edit' | 'delete',
    device: HandDevice,
    conversation: ConversationView,
    what: number,
  ): Promise<void> {
    const message = pick(await this.#seen(device, conversation), what);
    if (message === undefined) return;
    const target = { conversationId: conversation.id, target: { messageId: message.id } };
    if (act === 'edit') await device.engine.editMessage({ ...target, text: this.#text() });
    else await device.engine.deleteMessage(target);
  }

  /** Does to a message what is queued as it is: for everyone to see, or for oneself alone. */
  async #mark(
    act: 'react' | 'pin' | 'keep',
    device: HandDevice,
    conversation: ConversationView,
    what: number,
  ): Promise<void> {
    const message = pick(await this.#seen(device, conversation), what);
    if (message === undefined) return;
    const { id: messageId } = message;
    const { id: conversationId } = conversation;
    const on = what % 3 > 0;
    const emoji = pick(['👍', '🎉', '❤️'], what) ?? '👍';
    const value = on ? { conversationId, savedAt: 0 } : null;
    const requests: Record<typeof act, QueuedRequest> = {
      react: { name: 'message:react', payload: { messageId, emoji, on } },
      pin: { name: 'message:pin', payload: { messageId, pinned: on } },
      keep: { name: 'entry:set', payload: { kind: 'saved', key: messageId, value } },
    };
    const own = act === 'keep' ? null : conversationId;
    await device.engine.addToOutbox({ conversationId: own, request: requests[act] });
  }

  /** Changes what a conversation says of itself, or who is what in it: also where only others may. */
  async #govern(
    act: 'rename' | 'archive' | 'add' | 'remove' | 'role',
    device: HandDevice,
    { id: conversationId }: ConversationView,
    what: number,
  ): Promise<void> {
    const userId = this.#world.person(what).user.id;
    const role = pick(['owner', 'moderator', 'member'] as const, what) ?? 'member';
    const description = { topic: what % 2 === 0 ? this.#text() : null, name: `room-${what % 7}` };
    const requests: Record<typeof act, QueuedRequest> = {
      rename: { name: 'conversation:change', payload: { conversationId, ...description } },
      // Brought back more often than put away, so that much goes on all the same.
      archive: { name: 'conversation:change', payload: { conversationId, archived: what % 3 === 0 } },
      add: { name: 'member:add', payload: { conversationId, userIds: [userId] } },
      remove: { name: 'member:remove', payload: { conversationId, userId } },
      role: { name: 'member:role', payload: { conversationId, userId, role } },
    };
    await device.engine.addToOutbox({ conversationId, request: requests[act] });
  }

  /** Adds a line to what is half written, or takes it all away; now and then in a window that lags behind its engine. */
  async #draft(
    act: 'draft' | 'clearDraft',
    device: HandDevice,
    { id: conversationId }: ConversationView,
    what: number,
  ): Promise<void> {
    const { drafts } = await device.engine.content();
    const known = drafts.find((one) => one.conversationId === conversationId);
    const was = { text: what % 5 === 0 ? '' : (known?.text ?? ''), replyTo: known?.replyTo ?? null };
    const place = draftPlace(device.userId, conversationId);
    if (act === 'clearDraft') {
      this.drafted.set(place, []);
      return device.engine.saveDraft({ conversationId, draft: noDraft, was });
    }
    const line = this.#text();
    const text = was.text === '' ? line : `${was.text}\n${line}`;
    await device.engine.saveDraft({ conversationId, draft: { ...was, text }, was });
    this.drafted.set(place, [...(this.drafted.get(place) ?? []), line]);
  }

  /** Has something done later, which the server sees to whether or not the device is there then. */
  async #putOff(
    act: 'schedule' | 'unschedule' | 'remind',
    device: HandDevice,
    conversation: ConversationView,
    what: number,
  ): Promise<void> {
    const { id: conversationId } = conversation;
    const at = this.#world.clock.now() + (pick(PAUSES, what) ?? 0);
    // Few, so that one is set again and called off.
    const scheduleId = `01978f17-0000-4000-8000-00000000000${what % 4}`;
    const messageId = pick(await this.#seen(device, conversation), what)?.id;
    if (act === 'remind' && messageId === undefined) return;
    const requests: Record<typeof act, QueuedRequest> = {
      schedule: {
        name: 'schedule:set',
        payload: { scheduleId, conversationId, text: this.#text(), sendAt: at },
      },
      unschedule: { name: 'schedule:cancel', payload: { scheduleId } },
      remind: {
        name: 'reminder:set',
        payload: { messageId: messageId as MessageId, remindAt: what % 4 === 0 ? null : at },
      },
    };
    await device.engine.addToOutbox({ conversationId, request: requests[act] });
  }

  async #mute({ engine }: HandDevice, { id }: ConversationView, on: boolean): Promise<void> {
    const value = on ? { until: null } : null;
    const request = { name: 'entry:set' as const, payload: { kind: 'mute' as const, key: id, value } };
    await engine.addToOutbox({ conversationId: null, request });
  }

  /** Blocks a person, or no longer. */
  async #block({ engine }: HandDevice, key: UserId, on: boolean): Promise<void> {
    const value = on ? { blockedAt: 0 } : null;
    const request = { name: 'entry:set' as const, payload: { kind: 'blocked' as const, key, value } };
    await engine.addToOutbox({ conversationId: null, request });
  }

  /** Says something else of oneself, or nothing any more. */
  async #changeProfile(device: HandDevice, what: number): Promise<void> {
    const status = what % 3 === 0 ? null : { text: this.#text(), expiresAt: null };
    const payload = what % 2 === 0 ? { status } : { displayName: this.#text(), title: this.#text() };
    const request: QueuedRequest = { name: 'user:change', payload };
    await device.engine.addToOutbox({ conversationId: null, request });
  }

  /** Messages in the device's cache, others' among them: what is refused must do no harm either. */
  async #seen(device: HandDevice, { id }: ConversationView): Promise<Message[]> {
    return (await device.cache.page(id, undefined, 20)).messages;
  }

  /** Goes past the wires, straight to the store of a server that runs, for a person who may do it there. */
  async #occur(elsewhere: Elsewhere, device: HandDevice, what: number): Promise<void> {
    const store = this.#world.server?.store;
    if (store === undefined) return;
    if (elsewhere === 'notify') return notifyPeople(this.#world, what);
    if (isRunning(elsewhere)) return runSpace(this.#world, store, elsewhere, what);
    const streams = (await store.readableStreams(device.userId)).filter(({ stream }) =>
      stream.startsWith('conversation:'),
    );
    const chosen = pick(streams, what);
    const parts = chosen && parseStream(chosen.stream);
    if (chosen === undefined || parts?.kind !== 'conversation') return;
    const { conversationId } = parts;
    const seq = what % (chosen.head + 1);
    const done = (): Promise<unknown>[] => {
      if (elsewhere === 'markUnread') return [store.resetRead(device.userId, { conversationId, seq })];
      if (elsewhere === 'expire') return [store.expireMessages(conversationId, seq)];
      return Array.from({ length: FLOOD }, () =>
        store.sendMessage(device.userId, {
          conversationId,
          clientId: clientIdSchema.parse(v7()),
          text: this.#text(),
        }),
      );
    };
    // What is archived takes nothing.
    await settled(this.#world, Promise.all(done()));
  }

  /** Some of it calls someone, or everyone. */
  #text = (): string => {
    const number = ++this.#texts;
    const calls = [
      [4, ' @ada'],
      [5, ' @ben'],
      [9, ' @everyone'],
    ] as const;
    return `text ${number}${calls.map(([every, call]) => (number % every === 0 ? call : '')).join('')}`;
  };

  async #happen(fate: Fate, device: HandDevice, what: number): Promise<void> {
    const world = this.#world;
    const { wire } = device;
    switch (fate) {
      case 'deliverUp':
        for (let packets = what % 4; packets >= 0; packets--) wire?.deliverUp();
        return;
      case 'deliverDown':
        for (let packets = what % 4; packets >= 0; packets--) wire?.deliverDown();
        return;
      case 'deliverAll':
        await world.deliverAll();
        return;
      case 'pass':
        return world.clock.advance(pick(PAUSES, what) ?? 0);
      case 'lose':
        if (wire?.loseEvents(what)) this.hasLostPackets = true;
        return;
      case 'holdWrites':
        return device.holdWrites();
      case 'releaseWrites':
        return device.releaseWrites();
      case 'swap':
        return wire?.swapEvents(what);
      case 'cutClient':
        return wire?.cutClient();
      case 'cutServer':
        return wire?.cutServer();
      case 'unplug':
        device.plugged = false;
        return wire?.cutBoth();
      case 'plug':
        device.plugged = true;
        return;
      case 'restart':
        return device.restart();
      case 'loseCache':
        return device.restart({ loseCache: true });
      case 'killServer':
        // What has just arrived is taken in, but its turn, and with it the commit, never ends.
        for (let packets = what % 3; packets > 0; packets--)
          for (const one of world.devices) one.wire?.deliverUp();
        await microtasks();
        return world.killServer();
      case 'startServer':
        world.startServer();
        return;
    }
  }
}

/** By what `drafted` knows the draft of a person in a conversation. */
export const draftPlace = (userId: UserId, conversationId: ConversationId): string =>
  `${userId} ${conversationId}`;

async function microtasks(): Promise<void> {
  for (let round = 0; round < 20; round++) await null;
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof EngineError)) throw error;
}
