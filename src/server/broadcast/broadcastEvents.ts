import type { StreamEvent } from '../../shared/protocol/events.ts';
import { gather, idleConnection } from './connection.ts';
import type { ParleyServer } from './sockets.ts';
import { textFrame } from './textFrame.ts';

/** Begins a text that is an event of Socket.IO's namespace `/` (protocol 5) in a message of Engine.IO (protocol 4). */
const EVENT = '42';

/**
 * Sends one `events` packet to a room. It is made once, a whole frame, and written to the TCP connection of every socket
 * that has nothing waiting; the way through Engine.IO and ws, which costs as much again as the system call, is
 * left to those that have, or that poll. Frames never mix: ws writes each of its own at once and whole, since
 * no compression is negotiated.
 */
export function broadcastEvents(io: ParleyServer, room: string, events: StreamEvent[]): void {
  const { adapter, sockets } = io.sockets;
  let frame: Buffer | undefined;
  const others: string[] = [];
  for (const id of adapter.rooms.get(room) ?? []) {
    const socket = sockets.get(id);
    if (!socket) continue;
    const connection = idleConnection(socket);
    if (connection) {
      if (socket.data.underWay > 0) gather(socket);
      frame ??= textFrame(EVENT + JSON.stringify(['events', events]));
      connection.write(frame);
    } else others.push(id);
  }
  // A list of nobody would mean everybody.
  if (others.length > 0) io.to(others).emit('events', events);
}
