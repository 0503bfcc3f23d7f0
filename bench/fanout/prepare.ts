import jwt from 'jsonwebtoken';
import { io, type Socket } from 'socket.io-client';
import { v4 as uuid } from 'uuid';
import { type Session, sessionSchema } from '../../src/shared/protocol/http.ts';
import { acknowledgementSchema, replySchema } from '../../src/shared/protocol/requests.ts';
import type { ServerProcess } from '../processes.ts';
import type { Plan } from './plan.ts';

export type Shape = { rooms: number; members: number; senders: number; inFlight: number };
export type Rooms = Plan['rooms'];

/** Rooms of a tutorial server: anyone with a token may join any. */
export const tutorialRooms = (shape: Shape, secret: string): Rooms =>
  Array.from({ length: shape.rooms }, (_, room) => ({
    id: `room ${room}`,
    senders: shape.senders,
    tokens: Array.from({ length: shape.members }, (_, member) =>
      jwt.sign({}, secret, { subject: `${room}/${member}`, expiresIn: '1h' }),
    ),
  }));

/** Rooms of the limit, which puts whoever comes where its token says. */
export const limitRooms = (shape: Shape): Rooms =>
  Array.from({ length: shape.rooms }, (_, room) => ({
    id: uuid(),
    senders: shape.senders,
    tokens: Array.from({ length: shape.members }, () => `${room}/${uuid()}`),
  }));

/** Makes accounts and a channel for each room, and lets everyone join theirs. */
export async function parleyRooms(shape: Shape, { port }: ServerProcess): Promise<Rooms> {
  const url = `http://127.0.0.1:${port}`;
  const run = uuid().slice(0, 8);
  const rooms: Rooms = [];
  for (let room = 0; room < shape.rooms; room += 1) {
    const names = Array.from({ length: shape.members }, (_, member) => `u${run}-${room}-${member}`);
    const sessions = await registerAll(url, names);
    const [owner] = sessions;
    if (!owner) throw new Error('A room needs someone.');
    const memberIds = sessions.map(({ user }) => user.id);
    const id = await createChannel(url, owner.accessToken, `${run} ${room}`, memberIds);
    rooms.push({ id, senders: shape.senders, tokens: sessions.map(({ accessToken }) => accessToken) });
  }
  return rooms;
}

/** So many accounts are made at a time: a server lets no more wait. */
const AT_ONCE = 50;

async function registerAll(url: string, names: string[]): Promise<Session[]> {
  const sessions: Session[] = [];
  for (let at = 0; at < names.length; at += AT_ONCE)
    sessions.push(...(await Promise.all(names.slice(at, at + AT_ONCE).map((name) => register(url, name)))));
  return sessions;
}

/** The access tokens of so many people in a space, who are in #general alone. */
export async function parleyTokens(count: number, { port }: ServerProcess): Promise<string[]> {
  const names = Array.from({ length: count }, (_, person) => `p${person}`);
  const sessions = await registerAll(`http://127.0.0.1:${port}`, names);
  return sessions.map(({ accessToken }) => accessToken);
}

async function register(url: string, username: string) {
  const response = await fetch(`${url}/api/auth/register`, {
    method: 'POST',
    body: JSON.stringify({ username, displayName: username, password: 'correct horse' }),
  });
  return sessionSchema.parse(await response.json());
}

async function createChannel(url: string, token: string, name: string, memberIds: string[]): Promise<string> {
  const socket: Socket = io(url, { auth: { token, protocol: 1 }, transports: ['websocket'], forceNew: true });
  try {
    const payload = { kind: 'channel', name, memberIds, clientId: uuid() };
    const answer = acknowledgementSchema.parse(await socket.emitWithAck('conversation:create', payload));
    if (!answer.ok) throw new Error(`The channel was refused: ${answer.error.message}`);
    return replySchema('conversation:create').parse(answer.data).conversation.id;
  } finally {
    socket.disconnect();
  }
}
