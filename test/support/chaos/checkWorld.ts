import { setTimeout as wait } from 'node:timers/promises';
import type { UserId } from '../../../src/shared/model/ids.ts';
import type { Actor } from './Actor.ts';
import type { ActorConversation, ActorState, Standing } from './actor/talk.ts';
import { checkPromises } from './checkPromises.ts';
import { firstDifference } from './firstDifference.ts';
import { readServerState, type ServerState } from './serverState.ts';
import type { Player, World } from './World.ts';

/** How long everything may take to come right once nothing is wrong any more, in milliseconds: on the slowest machine. */
const PATIENCE_MS = 300_000;
const LOOK_EVERY_MS = 300;
/** What has not come about by then is told meanwhile, for whoever watches. */
const TELL_EVERY_MS = 30_000;

export type CheckOptions = { signal: AbortSignal; say(line: string): void };
type Eventually = (what: string, look: Look) => Promise<boolean>;

/** Waits until all have caught up, then holds what everyone has against what everyone was promised. */
export async function checkWorld(world: World, { signal, say }: CheckOptions): Promise<void> {
  const eventually: Eventually = (what, look) => waitFor(world, { signal, say }, what, look);
  if (!(await eventually('all are online, with nothing left to send', () => allAtRest(world)))) return;
  for (const name of world.owedWord) world.violated(`S11: ${name} was not told that the space was restored`);
  for (const name of world.owedMending) world.violated(`${name} was not told that its outbox was damaged`);
  await Promise.all(
    [world.server, ...world.players.map(({ actor }) => actor)].map((one) => one.compareHoldings()),
  );
  await eventually('who is there is seen to be there', () => presenceIs(world, world.players));
  const states = await Promise.all(world.players.map((player) => settledState(world, player, eventually)));
  await seeSomebodyGo(world, eventually);
  if (signal.aborted) return;
  await world.server.stop('SIGTERM');
  const server = readServerState(world.server.databasePath);
  for (const fault of server.faults) world.violated(fault);
  for (const [index, state] of states.entries()) {
    const player = world.players[index];
    if (player && state) checkState(world, player.actor, state, server);
  }
  checkPromises(world.ledger, server, world.violated);
  say(`${server.messages.length} messages are on the server; ${world.ledger.restores} restores.`);
}

/** Answers with what is in the way, nothing where it has come about. */
type Look = () => Promise<string | undefined>;

async function waitFor(
  world: World,
  { signal, say }: Pick<CheckOptions, 'signal' | 'say'>,
  what: string,
  look: Look,
): Promise<boolean> {
  const until = performance.now() + PATIENCE_MS;
  let tellAt = performance.now() + TELL_EVERY_MS;
  for (;;) {
    if (signal.aborted) return false;
    const inTheWay = await look().catch(String);
    if (inTheWay === undefined) return true;
    if (performance.now() > until) {
      world.violated(`it never came about that ${what}: ${inTheWay}`);
      return false;
    }
    if (performance.now() > tellAt) {
      say(`Still to come about: ${what}: ${inTheWay}`);
      tellAt += TELL_EVERY_MS;
    }
    await wait(LOOK_EVERY_MS);
  }
}

async function allAtRest({ players }: World): Promise<string | undefined> {
  await players[0]?.actor.ask({ kind: 'letIn' });
  for (const { actor } of players) {
    await actor.start();
    await actor.ask({ kind: 'mend' });
    const standing = (await actor.ask({ kind: 'stand' })) as Standing;
    if (standing.connection !== 'online' || standing.waiting.length > 0 || !standing.isSound)
      return `${actor.name}: ${JSON.stringify(standing)}`;
  }
  return undefined;
}

async function presenceIs(world: World, present: readonly Player[]): Promise<string | undefined> {
  for (const { actor } of present) {
    const state = (await actor.ask({ kind: 'state' })) as ActorState;
    for (const { actor: other } of world.players) {
      const { userId } = other.setup;
      if (!isSeenBy(state, actor.setup.userId, userId)) continue;
      const isThere = present.some((one) => one.actor.setup.userId === userId);
      const seen = state.presence[userId] ?? 'offline';
      if ((seen === 'online') !== isThere) return `${actor.name} sees ${other.name} ${seen}`;
    }
  }
  return undefined;
}

/** Whether somebody is told of another's presence: guests only of those they share a conversation with. */
function isSeenBy({ users, conversations }: ActorState, me: UserId, other: UserId): boolean {
  const isGuest = users.some(({ id, role }) => id === me && role === 'guest');
  return !isGuest || me === other || conversations.some(({ members }) => members.includes(other));
}

/** The state of a client, once it is what somebody sees who signs in anew. */
async function settledState(
  world: World,
  player: Player,
  eventually: Eventually,
): Promise<ActorState | undefined> {
  const { actor } = player;
  const fresh = await world.freshActor(player);
  let state: ActorState | undefined;
  await eventually(`${actor.name} has what a fresh device of theirs has`, async () => {
    // Heads are compared, as once a minute: a last event that was lost is noticed then (S9).
    for (const one of [actor, fresh]) {
      await one.ask({ kind: 'mend' });
      await one.ask({ kind: 'reconnect' });
    }
    state = withoutPresence((await actor.ask({ kind: 'state' })) as ActorState);
    return firstDifference(state, withoutPresence((await fresh.ask({ kind: 'state' })) as ActorState));
  });
  await fresh.quit();
  return state;
}

const withoutPresence = (state: ActorState): ActorState => ({ ...state, presence: {} });

/** Somebody vanishes without a word: the others are told so. */
async function seeSomebodyGo(world: World, eventually: Eventually): Promise<void> {
  const [somebody] = world.players;
  const isOf = ({ actor }: Player) => actor.setup.userId === somebody?.actor.setup.userId;
  for (const { network, actor } of world.players.filter(isOf)) {
    network.weather = { ...network.weather, stopped: ['up', 'down'] };
    await actor.kill();
  }
  const others = world.players.filter((player) => !isOf(player));
  await eventually('who is gone is seen to be gone', () => presenceIs(world, others));
}

/** Holds a client's state against the server's file. */
function checkState(world: World, { name, setup }: Actor, state: ActorState, server: ServerState): void {
  const wrong = (what: string) => world.violated(`${name}: ${what}`);
  const own = server.memberships.filter((one) => one.user_id === setup.userId);
  const joined = state.conversations.filter((one) => one.joined);
  if (own.length !== joined.length) wrong(`is in ${joined.length} conversations, not in ${own.length}`);
  for (const conversation of joined) {
    const { id, readSeq, unread, members } = conversation;
    const where = `in ${conversation.name ?? conversation.kind} ${id}`;
    const membership = own.find((one) => one.conversation_id === id);
    if (membership === undefined) wrong(`${where}: the server knows nothing of it`);
    else if (membership.read_seq !== readSeq)
      wrong(`${where}: read to ${readSeq}, not ${membership.read_seq}`);
    const there = server.memberships.filter((one) => one.conversation_id === id).map((one) => one.user_id);
    const phantom = firstDifference(members, there.sort());
    if (phantom !== undefined) wrong(`${where}: members ${phantom}`);
    const counted = countUnread(conversation, setup.userId);
    if (unread !== counted) wrong(`${where}: ${unread} unread, where ${counted} are`);
    const messages = server.messages.filter((one) => one.conversation_id === id);
    const other = firstDifference(
      conversation.messages.map((one) => [one.id, one.seq, one.changedSeq, one.authorId, one.text]),
      messages.map((one) => [one.id, one.seq, one.changed_seq, one.author_id, one.text]),
    );
    if (other !== undefined) wrong(`${where}: messages ${other}`);
  }
}

/** S14: the undeleted messages of others above what was read; what nobody wrote counts for nobody. */
const countUnread = ({ messages, readSeq }: ActorConversation, me: string): number =>
  messages.filter(
    ({ authorId, seq, deletedAt, notice }) =>
      authorId !== me && seq > readSeq && deletedAt === null && notice === undefined,
  ).length;
