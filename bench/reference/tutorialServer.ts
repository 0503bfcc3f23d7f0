import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';
import { Server } from 'socket.io';
import { collectWhenAsked } from '../collectWhenAsked.ts';

/**
 * The chat server of the tutorials, which ours is measured against: it checks a token, lets sockets join
 * rooms, passes messages on and acknowledges them. It keeps nothing.
 * `node bench/reference/tutorialServer.ts SECRET` prints its port when it listens.
 */
const secret = process.argv[2] ?? '';
const http = createServer();
const io = new Server(http);
let lastId = 0;
collectWhenAsked();

io.use((socket, next) => {
  try {
    socket.data.user = jwt.verify(String(socket.handshake.auth['token']), secret);
    next();
  } catch {
    next(new Error('unauthorized'));
  }
});

io.on('connection', (socket) => {
  socket.on('join', (room: string, done: (answer: { ok: boolean }) => void) => {
    socket.join(room);
    done({ ok: true });
  });
  socket.on('message', ({ room, text }: { room: string; text: string }, done: (answer: object) => void) => {
    lastId += 1;
    const message = { id: lastId, room, text, userId: socket.data.user.sub, createdAt: Date.now() };
    io.to(room).emit('message', message);
    done({ ok: true, message });
  });
});

http.listen(0, '127.0.0.1', () => console.log((http.address() as AddressInfo).port));
