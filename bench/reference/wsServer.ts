import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';
import { type WebSocket, WebSocketServer } from 'ws';

/**
 * The chat server of the tutorials without Socket.IO: a loop over a room's members, with one `JSON.stringify` and one `send` for each. It
 * checks a token and keeps nothing. Its packets are those of `tutorialServer.ts`, so that the same load can be put on it.
 * `node bench/reference/wsServer.ts SECRET` prints its port when it listens.
 */
const secret = process.argv[2] ?? '';
const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
const rooms = new Map<string, Set<WebSocket>>();
let lastId = 0;

function join(socket: WebSocket, room: string): { ok: boolean } {
  const members = rooms.get(room) ?? new Set();
  rooms.set(room, members.add(socket));
  socket.once('close', () => members.delete(socket));
  return { ok: true };
}

function pass(userId: unknown, { room, text }: { room: string; text: string }): object {
  lastId += 1;
  const message = { id: lastId, room, text, userId, createdAt: Date.now() };
  for (const member of rooms.get(room) ?? []) member.send(`42${JSON.stringify(['message', message])}`);
  return { ok: true, message };
}

server.on('connection', (socket) => {
  let userId: unknown;
  socket.send('0{}');
  socket.on('message', (data) => {
    const packet = data.toString();
    if (packet.startsWith('40')) {
      userId = jwt.verify(JSON.parse(packet.slice(2)).token, secret).sub;
      socket.send('40{}');
      return;
    }
    const from = packet.indexOf('[');
    const [name, payload] = JSON.parse(packet.slice(from));
    const answer = name === 'join' ? join(socket, payload) : pass(userId, payload);
    socket.send(`43${packet.slice(2, from)}${JSON.stringify([answer])}`);
  });
});
server.on('listening', () => console.log((server.address() as AddressInfo).port));
