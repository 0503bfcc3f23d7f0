import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textFrame } from '../../src/server/broadcast/textFrame.ts';
import { openDatabase } from '../../src/sqlite/openDatabase.ts';
import { readFrames } from './readFrames.ts';

/**
 * The limit: what a durable server in this process model cannot leave out, and nothing else. It writes the same
 * packets as ours does, one write for each socket and commit, keeps each message in one row that a repeat would be
 * found by, syncs once for what came together, and acknowledges after. It checks nothing: a token names room and person.
 * `node bench/reference/limitServer.ts` prints its port when it listens.
 */
const PATIENCE = 16;
const END_OF_HEADERS = '\r\n\r\n';

type Member = { id: string; room: Room; connection: Socket };
type Room = { members: Set<Member>; head: number; events: object[]; place: number };
type Asked = {
  member: Member;
  ackId: string;
  payload: { conversationId: string; clientId: string; text: string };
};

const folder = mkdtempSync(join(process.env['PARLEY_BENCH_DATA'] ?? tmpdir(), 'parley-limit-'));
const database = openDatabase(join(folder, 'limit.sqlite'), { synchronous: 'FULL', cacheKiB: 16 * 1024 });
database.exec(`CREATE TABLE messages (
  place INTEGER PRIMARY KEY, id TEXT NOT NULL, conversation_id TEXT NOT NULL, author_id TEXT NOT NULL,
  client_id TEXT NOT NULL, created_at INTEGER NOT NULL, text TEXT NOT NULL, UNIQUE (client_id, author_id)) STRICT`);
const insert = database.prepare('INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?)');
const [begin, commit] = [database.prepare('BEGIN IMMEDIATE'), database.prepare('COMMIT')];

const rooms = new Map<string, Room>();
let queue: Asked[] = [];

function enter(token: string, connection: Socket): Member {
  const [name = '', id = ''] = token.split('/');
  const room = rooms.get(name) ?? { members: new Set(), head: 0, events: [], place: rooms.size * 2 ** 32 };
  rooms.set(name, room);
  const member = { id, room, connection };
  room.members.add(member);
  connection.once('close', () => room.members.delete(member));
  connection.write(textFrame(`40${JSON.stringify({ sid: randomUUID() })}`));
  return member;
}

function take(member: Member, text: string): void {
  const from = text.indexOf('[');
  const [, payload] = JSON.parse(text.slice(from));
  if (queue.push({ member, ackId: text.slice(2, from), payload }) === 1) gather(PATIENCE);
}

function gather(patience: number): void {
  const before = queue.length;
  setImmediate(() => {
    if (patience > 0 && queue.length > before) gather(patience - 1);
    else flush();
  });
}

function flush(): void {
  const group = queue;
  queue = [];
  begin.run();
  const answers = group.map((asked) => ({ connection: asked.member.connection, frame: store(asked) }));
  commit.run();
  // What an author's socket gets of this commit, its event and its acknowledgements, leaves in one write.
  const authors = new Set(answers.map(({ connection }) => connection));
  for (const connection of authors) connection.cork();
  for (const room of new Set(group.map(({ member }) => member.room))) {
    const frame = textFrame(`42${JSON.stringify(['events', room.events])}`);
    room.events = [];
    for (const { connection } of room.members) connection.write(frame);
  }
  for (const { connection, frame } of answers) connection.write(frame);
  for (const connection of authors) connection.uncork();
}

/** Keeps one message, puts its event to its room's, and returns what acknowledges it. */
function store({ member, ackId, payload }: Asked): Buffer {
  const { room, id: authorId } = member;
  const { conversationId, clientId, text } = payload;
  room.head += 1;
  const [seq, at, id] = [room.head, Date.now(), randomUUID()];
  insert.run(room.place + seq, id, conversationId, authorId, clientId, at, text);
  const shared = { id, conversationId, seq, changedSeq: seq, authorId, clientId, text };
  const message = { ...shared, mentions: [], replyTo: null, createdAt: at, editedAt: null, deletedAt: null };
  const stream = `conversation:${conversationId}`;
  room.events.push({ stream, seq, type: 'message.created', at, actorId: authorId, data: { message } });
  return textFrame(`43${ackId}${JSON.stringify([{ ok: true, data: { message } }])}`);
}

const http = createServer();
// The load's key is always the same, and it does not look at the answer to it.
http.on('upgrade', (_request: IncomingMessage, connection: Socket) => {
  connection.setNoDelay(true);
  connection.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade${END_OF_HEADERS}`,
  );
  connection.write(textFrame(`0${JSON.stringify({ sid: randomUUID(), upgrades: [], maxPayload: 1e6 })}`));
  let member: Member | undefined;
  readFrames(connection, (text) => {
    if (member) take(member, text);
    else member = enter(JSON.parse(text.slice(2)).token, connection);
  });
});
http.listen(0, '127.0.0.1', () => console.log((http.address() as AddressInfo).port));
process.on('SIGTERM', () => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
