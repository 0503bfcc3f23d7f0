import { type Engine, EngineError } from '../../../../src/client/Engine.ts';
import type { ConversationView } from '../../../../src/shared/ipc/views.ts';
import {
  type ClientId,
  type ConversationId,
  clientIdSchema,
  type UserId,
} from '../../../../src/shared/model/ids.ts';
import type { Message } from '../../../../src/shared/model/message.ts';
import type { QueuedRequest } from '../../../../src/shared/protocol/passedOn.ts';
import type { Act, FromActor } from './talk.ts';

export type Ground = {
  engine: Engine;
  me: UserId;
  people: readonly UserId[];
  text(): string;
  say(message: FromActor): void;
};

const EMOJIS = ['👍', '🎉', '❤️'] as const;
const ROLES = ['member', 'guest', 'member', 'admin'] as const;
const STATES = ['active', 'banned', 'active', 'deactivated'] as const;
const MAX_TOPIC_LENGTH = 250;
/** How far off what is sent later is, at most, in milliseconds. */
const SOON_MS = 8_000;
const pick = <T>(from: readonly T[], number: number): T | undefined =>
  from.length === 0 ? undefined : from[number % from.length];

/**
 * Does what a person does in a window. An engine may refuse what makes no sense just now: that is no fault. What a server refuses
 * is judged by its words, which are told of as they come.
 */
export async function performAct(ground: Ground, act: Act, what: number): Promise<void> {
  try {
    await perform(ground, act, what);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
  }
}

async function perform(ground: Ground, act: Act, what: number): Promise<void> {
  const { engine, people, me } = ground;
  const { conversations } = await engine.content();
  const joined = conversations.filter((one) => one.joined);
  const conversation = pick(joined, what);
  const somebody = pick(people, what) ?? me;
  switch (act) {
    case 'createChannel': {
      const room = { kind: 'channel', name: `room-${what % 9}`, private: what % 2 === 0 } as const;
      return void (await engine.createConversation(room));
    }
    case 'createDirect':
      return void (await engine.createConversation({ kind: 'direct', userId: somebody }));
    case 'createGroup':
      return void (await engine.createConversation({ kind: 'group', userIds: [...people] }));
    case 'join': {
      const open = pick(
        conversations.filter((one) => !one.joined),
        what,
      );
      return open && engine.joinConversation({ conversationId: open.id });
    }
    case 'unschedule':
      return unschedule(ground, what);
    case 'giveRole':
    case 'shutOut':
      return govern(ground, act, what);
    case 'editPending':
    case 'deletePending':
      return changePending(ground, act, what);
    default:
      return conversation && performIn(ground, act, conversation, what, somebody);
  }
}

async function performIn(
  ground: Ground,
  act: Act,
  conversation: ConversationView,
  what: number,
  somebody: UserId,
): Promise<void> {
  const { engine } = ground;
  const { id: conversationId, headSeq } = conversation;
  switch (act) {
    case 'send':
    case 'reply':
      return send(ground, act, conversation, what);
    case 'leave':
      // Somebody stays in most of them, so that there is something to talk about.
      return what % 3 === 0 ? engine.leaveConversation({ conversationId }) : undefined;
    case 'read':
      return engine.advanceRead({ conversationId, seq: what % 2 === 0 ? headSeq : what % (headSeq + 2) });
    case 'markUnread':
      return engine.resetRead({ conversationId, seq: what % (headSeq + 1) });
    case 'history':
      return void (await engine.page({
        conversationId,
        bound: { beforeSeq: what % (headSeq + 1) },
        limit: 5,
      }));
    case 'rename': {
      const payload = { conversationId, topic: ground.text().slice(0, MAX_TOPIC_LENGTH).trim() };
      return void (await queue(ground, conversationId, { name: 'conversation:change', payload }));
    }
    case 'mute': {
      const payload = {
        kind: 'mute',
        key: conversationId,
        value: what % 2 === 0 ? { until: null } : null,
      } as const;
      return void (await queue(ground, null, { name: 'entry:set', payload }));
    }
    case 'draft':
      return draft(ground, conversation, what);
    case 'add': {
      const payload = { conversationId, userIds: [somebody] };
      return void (await queue(ground, conversationId, { name: 'member:add', payload }));
    }
    case 'remove': {
      const payload = { conversationId, userId: somebody };
      return void (await queue(ground, conversationId, { name: 'member:remove', payload }));
    }
    case 'schedule':
      return schedule(ground, conversationId, what);
    default:
      return changeMessage(ground, act, conversation, what);
  }
}

async function send(
  { engine, text, say }: Ground,
  act: 'send' | 'reply',
  conversation: ConversationView,
  what: number,
): Promise<void> {
  const { id: conversationId } = conversation;
  const replyTo = act === 'reply' ? pick(await seen(engine, conversation), what)?.id : undefined;
  const input = { conversationId, text: text(), ...(replyTo === undefined ? {} : { replyTo }) };
  const { clientId } = await engine.sendMessage(input);
  say({ type: 'accepted', clientId, conversationId, text: input.text });
}

/** Others' messages too, now and then: what is refused must do no harm either. */
async function changeMessage(ground: Ground, act: Act, conversation: ConversationView, what: number) {
  const { engine, me } = ground;
  const { id: conversationId } = conversation;
  const messages = (await seen(engine, conversation)).filter(
    ({ notice, authorId }) =>
      notice === undefined && (act === 'react' || act === 'pin' || what % 5 === 0 || authorId === me),
  );
  const messageId = pick(messages, what)?.id;
  if (messageId === undefined) return;
  const target = { conversationId, target: { messageId } };
  if (act === 'edit') return engine.editMessage({ ...target, text: ground.text() });
  if (act === 'delete') return engine.deleteMessage(target);
  if (act === 'pin') {
    const pinned = { messageId, pinned: what % 3 > 0 };
    return void (await queue(ground, conversationId, { name: 'message:pin', payload: pinned }));
  }
  const payload = { messageId, emoji: pick(EMOJIS, what) ?? EMOJIS[0], on: what % 3 > 0 };
  await queue(ground, conversationId, { name: 'message:react', payload });
}

/** Asks for something by way of the outbox; answers with its row there. */
async function queue(
  { engine, say }: Ground,
  conversationId: ConversationId | null,
  request: QueuedRequest,
): Promise<ClientId> {
  const { clientId } = await engine.addToOutbox({ conversationId, request });
  say({ type: 'queued', clientId, conversationId, what: request.name });
  return clientId;
}

/** Has a message sent within some seconds, by the clock of this computer. */
async function schedule(ground: Ground, conversationId: ConversationId, what: number): Promise<void> {
  const scheduleId = crypto.randomUUID();
  const clientId = clientIdSchema.parse(scheduleId);
  const text = ground.text();
  const sendAt = Date.now() + (what % SOON_MS);
  const payload = { scheduleId, conversationId, text, sendAt };
  const row = await queue(ground, conversationId, { name: 'schedule:set', payload });
  ground.say({ type: 'scheduled', clientId, conversationId, row, text });
}

/** Takes back one that waits to be sent: it may have been sent already, which is no fault. */
async function unschedule(ground: Ground, what: number): Promise<void> {
  const { entries } = await ground.engine.content();
  const waiting = pick(
    entries.filter(({ kind }) => kind === 'scheduled'),
    what,
  );
  if (waiting === undefined) return;
  const scheduleId = clientIdSchema.parse(waiting.key);
  ground.say({ type: 'givenUp', clientId: scheduleId, refusal: null });
  await queue(ground, null, { name: 'schedule:cancel', payload: { scheduleId } });
}

/** What the owner of a space does about its people. */
async function govern({ engine, people, me, say }: Ground, act: 'giveRole' | 'shutOut', what: number) {
  const [owner, ...others] = people;
  const userId = pick(others, what);
  if (me !== owner || userId === undefined) return;
  if (act === 'giveRole') {
    const payload = { userId, role: pick(ROLES, what >> 4) ?? ROLES[0] };
    return void (await engine.ask({ question: { name: 'user:role', payload } }));
  }
  const payload = { userId, state: pick(STATES, what >> 4) ?? STATES[0] };
  const isOut = payload.state !== 'active';
  if (isOut) say({ type: 'shuttingOut', userId, over: false });
  await engine.ask({ question: { name: 'user:state', payload } }).finally(() => {
    if (isOut) say({ type: 'shuttingOut', userId, over: true });
  });
}

/** Adds a line to what is half written, or takes it all away. */
async function draft({ engine, text }: Ground, { id: conversationId }: ConversationView, what: number) {
  const { drafts } = await engine.content();
  const known = drafts.find((one) => one.conversationId === conversationId);
  const was = { text: known?.text ?? '', replyTo: known?.replyTo ?? null };
  const line = `${was.text}${was.text === '' ? '' : '\n'}${text()}`;
  const isOver = what % 3 === 0 || line.length > 1_000;
  await engine.saveDraft({ conversationId, draft: { ...was, text: isOver ? '' : line }, was });
}

async function changePending({ engine, text, say }: Ground, act: Act, what: number): Promise<void> {
  const { outbox } = await engine.content();
  const sends = outbox.filter(({ action }) => action.kind === 'send');
  const item = pick(sends, what);
  if (item === undefined) return;
  const { conversationId, clientId } = item;
  const target = { conversationId, target: { clientId } };
  if (act === 'editPending') return engine.editMessage({ ...target, text: text() });
  say({ type: 'givenUp', clientId, refusal: null });
  await engine.deleteMessage(target);
}

const seen = async (engine: Engine, { id: conversationId }: ConversationView): Promise<Message[]> =>
  (await engine.page({ conversationId, limit: 20 })).messages;
