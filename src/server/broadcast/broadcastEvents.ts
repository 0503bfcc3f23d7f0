import type { Socket as NetSocket } from 'node:net';
import type { StreamEvent } from '../../shared/protocol/events.ts';
import type { ParleyServer, ParleySocket } from './sockets.ts';
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
      frame ??= textFrame(EVENT + JSON.stringify(['events', events]));
      connection.write(frame);
    } else others.push(id);
  }
  // A list of nobody would mean everybody.
  if (others.length > 0) io.to(others).emit('events', events);
}

/** The connection beneath a socket, when a frame written to it now comes after all that was sent before. */
function idleConnection({ conn, data }: ParleySocket): NetSocket | undefined {
  const { connection } = data;
  const isIdle =
    conn.readyState === 'open' &&
    conn.transport.writable &&
    connection?.writable &&
    !connection.writableNeedDrain;
  return isIdle ? connection : undefined;
}

/**
 * The TCP connection of a socket that is a WebSocket from the start. One that begins by polling gets its WebSocket on
 * another connection than that of its first request.
 */
export const webSocketConnection = ({ conn, request }: ParleySocket): NetSocket | undefined =>
  conn.transport.name === 'websocket' && request.headers.upgrade !== undefined ? request.socket : undefined;
