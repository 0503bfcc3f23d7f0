import fc from 'fast-check';
import { expect, it } from 'vitest';
import { askingFor } from '../../../src/shared/model/attention.ts';
import { partnerOf } from '../../../src/shared/model/conversation.ts';
import type { ConversationId } from '../../../src/shared/model/ids.ts';
import type { Message } from '../../../src/shared/model/message.ts';
import { conversationStream, userStream } from '../../../src/shared/model/stream.ts';
import { requests } from '../../../src/shared/protocol/requests.ts';
import type { HandDevice } from '../../support/byHand/handDevice.ts';
import { checkNotifications } from '../../support/byHand/notifyPeople.ts';
import { draftPlace, ScheduleRun, type Step, scheduleArbitrary } from '../../support/byHand/schedule.ts';
import { type DeviceState, stateOf } from '../../support/byHand/stateOf.ts';
import { World } from '../../support/byHand/world.ts';

/** At least 500 in every run; more by `PARLEY_SCHEDULES`, from a seed by `PARLEY_SEED`. */
const RUNS = Number(process.env['PARLEY_SCHEDULES'] ?? 500);
const SEED = Number(process.env['PARLEY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** What an engine reports when it was let down by itself rather than by its network. */
const FAULTS = [
  'the cache failed',
  'sync does not come forward',
  'sync was refused',
  'a broken event',
  'could not be',
];

it('S20: whatever happens, a stale cache caught up equals a fresh one, in one order, with nothing acknowledged lost', async () => {
  await fc.assert(fc.asyncProperty(scheduleArbitrary, checkSchedule), {
    numRuns: RUNS,
    seed: SEED,
    endOnFailure: false,
  });
}, 900_000);

/** For what a request may be refused here: of another's message, of what is gone or never was, of a name that is taken. */
const REFUSALS = ['forbidden', 'not_found', 'conflict', 'invalid'];

async function checkSchedule(steps: Step[]): Promise<void> {
  const world = await World.create('ada', 'ben', 'cleo');
  try {
    // Ada is on two devices, so that what she does on one has to show on the other.
    await world.inviteGuest('gil');
    for (const person of [0, 0, 1, 2, 3]) await world.addDevice(person);
    await world.deliverAll();
    const run = new ScheduleRun(world);
    await run.run(steps);
    await world.letEveryoneIn();
    await world.heal();
    // Only what a faulty network swallowed may need the comparison of heads to be noticed.
    if (run.hasLostPackets) await world.compareHeads();
    await checkWorld(world, run);
  } finally {
    await world.close();
  }
}

async function checkWorld(world: World, run: ScheduleRun): Promise<void> {
  const fresh = new Map<string, DeviceState>();
  for (const { user } of world.people) {
    const device = await world.freshDevice(user.id);
    const state = await stateOf(world, device);
    checkNotifications(user.id, state);
    fresh.set(user.id, state);
    await device.engine.stop();
  }
  for (const device of world.devices) {
    expect(device.engine.connection(), device.name).toEqual({ status: 'online' });
    checkInStep(device, await stateOf(world, device), fresh.get(device.userId));
    expect(device.unread, `${device.name} counts what is unread`).toBe(
      totalOf(device, fresh.get(device.userId)),
    );
    await checkDrafts(device, run, fresh.get(device.userId));
    for (const { refusal } of await device.outbox.rows())
      expect([...REFUSALS, undefined]).toContain(refusal?.code);
    expect(device.reports.filter((report) => FAULTS.some((fault) => report.includes(fault)))).toEqual([]);
  }
  expect(run.faults).toEqual([]);
  const conversations = checkOneOrder([...fresh.values()]);
  await checkAcknowledged(world, conversations);
  checkWrittenOrder(run, conversations);
  await checkAccepted(world, run, conversations);
}

/** Who is told of others only when they meet may still know those whom they met once. */
function checkInStep({ name, userId }: HandDevice, state: DeviceState, fresh: DeviceState | undefined): void {
  const isGuest = fresh?.people.some(({ id, role }) => id === userId && role === 'guest');
  const met = new Set(fresh?.people.map(({ id }) => id));
  const people = isGuest ? state.people.filter(({ id }) => met.has(id)) : state.people;
  expect({ ...state, people }, `${name} is in step`).toEqual(fresh);
}

/** What is half written where one may write is the same on all devices, with every line that was not taken away. */
async function checkDrafts(
  { name, userId, engine }: HandDevice,
  run: ScheduleRun,
  state: DeviceState | undefined,
): Promise<void> {
  const { drafts } = await engine.content();
  for (const [id, { joined }] of Object.entries(state?.conversations ?? {})) {
    if (!joined) continue;
    const conversationId = id as ConversationId;
    const here = drafts.find((one) => one.conversationId === id);
    const entry = state?.entries[`${userStream(userId)} draft ${id}`] as { text: string } | undefined;
    expect(here?.text ?? '', `the draft on ${name}`).toBe(entry?.text ?? '');
    for (const line of run.drafted.get(draftPlace(userId, conversationId)) ?? [])
      expect((here?.text ?? '').split('\n'), 'no line of a draft is lost').toContain(line);
  }
}

/** What asks for attention: all that is unread but from who is blocked, and of what is muted what mentions the person. */
function totalOf({ userId }: HandDevice, state: DeviceState | undefined): number {
  return Object.entries(state?.conversations ?? {}).reduce((sum, [id, one]) => {
    const partner = partnerOf(one, userId);
    if (state?.entries[`${userStream(userId)} blocked ${partner}`] !== undefined) return sum;
    const muted = state?.entries[`${userStream(userId)} mute ${id}`] !== undefined;
    return sum + askingFor(one, muted);
  }, 0);
}

/** All who are in a conversation see the same, each client id once; answers with what they see. */
function checkOneOrder(states: DeviceState[]): Map<ConversationId, Message[]> {
  const conversations = new Map<ConversationId, Message[]>();
  for (const state of states) {
    for (const [id, { joined, messages }] of Object.entries(state.conversations)) {
      if (!joined) continue;
      const seen = conversations.get(id as ConversationId);
      if (seen !== undefined) expect(messages, 'all see one order').toEqual(seen);
      conversations.set(id as ConversationId, messages);
    }
  }
  for (const messages of conversations.values()) {
    const seqs = messages.map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    const sent = messages.map(({ authorId, clientId }) => `${authorId} ${clientId}`);
    expect(new Set(sent).size, 'no message is doubled').toBe(sent.length);
  }
  return conversations;
}

/** S18: what one device wrote in a conversation stands there in that order. */
function checkWrittenOrder(run: ScheduleRun, conversations: Map<ConversationId, Message[]>): void {
  const places = new Map([...conversations.values()].flat().map(({ clientId, seq }) => [clientId, seq]));
  for (const written of run.written.values()) {
    const seqs = written.flatMap((clientId) => places.get(clientId) ?? []);
    expect(seqs, 'in the order it was written').toEqual([...seqs].sort((a, b) => a - b));
  }
}

/** S2: what the server acknowledged is there, wherever anyone is left to see it. */
async function checkAcknowledged(world: World, conversations: Map<ConversationId, Message[]>): Promise<void> {
  const floors = new Map<string, number>();
  for (const { user } of world.people)
    for (const { stream, floor } of (await world.server?.store.readableStreams(user.id)) ?? [])
      floors.set(stream, floor);
  for (const { name, answer } of world.acknowledged) {
    if (name !== 'message:send') continue;
    const { message } = requests['message:send'].reply.parse(answer);
    if (message.seq <= (floors.get(conversationStream(message.conversationId)) ?? 0)) continue;
    const found = conversations.get(message.conversationId)?.filter(({ id }) => id === message.id);
    if (found !== undefined) expect(found, 'an acknowledged message is there once').toHaveLength(1);
  }
}

/** S17, S18: what an engine took is delivered, or stands there refused; nothing vanishes. */
async function checkAccepted(
  world: World,
  run: ScheduleRun,
  conversations: Map<ConversationId, Message[]>,
): Promise<void> {
  const delivered = new Set([...conversations.values()].flat().map(({ clientId }) => clientId));
  for (const { name, answer } of world.acknowledged) {
    if (name === 'message:send') delivered.add(requests['message:send'].reply.parse(answer).message.clientId);
  }
  for (const device of world.devices)
    for (const { clientId } of await device.outbox.rows()) delivered.add(clientId);
  const lost = [...run.accepted].filter((clientId) => !delivered.has(clientId));
  expect(lost, 'nothing that was taken is lost').toEqual([]);
}
