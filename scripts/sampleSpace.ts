import { io, type Socket } from 'socket.io-client';
import { v7 } from 'uuid';
import { sessionSchema } from '../src/shared/protocol/http.ts';
import { syncReplySchema } from '../src/shared/protocol/sync.ts';
import { PROTOCOL_VERSION } from '../src/shared/protocol/version.ts';
import { dialogues, longMessage, markdownMessages } from '../test/support/fakeApi/dialogues.ts';
import { people } from '../test/support/fakeApi/people.ts';
import { createRandom } from '../test/support/fakeApi/random.ts';

/** Someone who has joined the sample space and stays connected. */
export type Guest = {
  displayName: string;
  username: string;
  id: string;
  request(name: string, payload: unknown): Promise<unknown>;
  leave(): void;
};

export const PASSWORD = 'correct horse';

async function joinAs(address: string, invite: string, person: (typeof people)[number]): Promise<Guest> {
  const response = await fetch(`${address}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...person, password: PASSWORD, invite }),
  });
  const session = sessionSchema.parse(await response.json());
  const socket: Socket = io(address, {
    transports: ['websocket'],
    auth: { token: session.accessToken, protocol: PROTOCOL_VERSION },
  });
  await new Promise<void>((done, fail) => {
    socket.once('connect', done);
    socket.once('connect_error', fail);
  });
  const request = async (name: string, payload: unknown): Promise<unknown> => {
    const answer = await socket.timeout(5_000).emitWithAck(name, payload);
    if (answer.ok !== true) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`);
    return answer.data;
  };
  return { ...person, id: session.user.id, request, leave: () => void socket.disconnect() };
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

type Created = { conversation: { id: string } };

/** The channel that everyone is in, and who owns the space. */
async function lookAround(guest: Guest): Promise<{ generalId: string; ownerId: string }> {
  const { streams } = syncReplySchema.parse(await guest.request('sync', { cursors: {} }));
  for (const { snapshot } of streams) {
    if (snapshot?.kind !== 'directory') continue;
    const general = snapshot.conversations.find(({ everyone }) => everyone);
    const owner = snapshot.users.find(({ role }) => role === 'owner');
    if (general !== undefined && owner !== undefined) return { generalId: general.id, ownerId: owner.id };
  }
  throw new Error('the space has no #general, or no owner');
}

/** Lets people join a hosted space through the ordinary API, create channels and talk in them. */
export async function fillSpace(address: string, invite: string): Promise<Guest[]> {
  const random = createRandom(7);
  const guests: Guest[] = [];
  for (const person of people.slice(1, 9)) guests.push(await joinAs(address, invite, person));
  const [first] = guests;
  if (first === undefined) throw new Error('nobody joined');
  const { generalId, ownerId } = await lookAround(first);
  const channels = [generalId];
  for (const name of ['watering', 'greenhouse', 'seed-exchange', 'market-saturdays', 'bees']) {
    const { conversation } = (await first.request('conversation:create', {
      kind: 'channel',
      name,
      clientId: v7(),
    })) as Created;
    channels.push(conversation.id);
    for (const guest of guests.slice(1)) {
      await guest.request('conversation:join', { conversationId: conversation.id });
    }
  }
  for (const conversationId of channels) {
    const count = conversationId === generalId ? 12 : 4;
    for (let round = 0; round < count; round += 1) {
      if (conversationId === generalId && round === count - 2) {
        for (const [index, text] of [longMessage, ...markdownMessages].entries()) {
          const guest = guests[index % guests.length] ?? first;
          await guest.request('message:send', { conversationId, text, clientId: v7() });
          await pause(20);
        }
      }
      const cast = [0, 1, 2, 3].map(() => random.pick(guests));
      for (const [speaker, text] of random.pick(dialogues)) {
        await (cast[speaker] ?? first).request('message:send', { conversationId, text, clientId: v7() });
        // A person may send twenty messages a second.
        await pause(20);
      }
    }
  }
  for (const guest of guests.slice(0, 5)) {
    const direct = { kind: 'direct', memberIds: [ownerId], clientId: v7() };
    const { conversation } = (await guest.request('conversation:create', direct)) as Created;
    const text = random.pick(dialogues)[0]?.[1] ?? 'Hello';
    await guest.request('message:send', { conversationId: conversation.id, text, clientId: v7() });
  }
  return guests;
}
