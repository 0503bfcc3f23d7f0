import type { Socket as NetSocket } from 'node:net';
import type { ParleySocket } from './sockets.ts';

/**
 * The TCP connection of a socket that is a WebSocket from the start. One that begins by polling gets its WebSocket on
 * another connection than that of its first request.
 */
export const webSocketConnection = ({ conn, request }: ParleySocket): NetSocket | undefined =>
  conn.transport.name === 'websocket' && request.headers.upgrade !== undefined ? request.socket : undefined;

/** The connection beneath a socket, when a frame written to it now comes after all that was sent before. */
export function idleConnection({ conn, data }: ParleySocket): NetSocket | undefined {
  const { connection } = data;
  const isIdle =
    conn.readyState === 'open' &&
    conn.transport.writable &&
    connection?.writable &&
    !connection.writableNeedDrain;
  return isIdle ? connection : undefined;
}

/**
 * Lets all that is written to a socket from now until every promise settled by now has been followed up leave
 * together: its own event and the acknowledgements of one commit are one write.
 */
export function gather({ data }: ParleySocket): void {
  const { connection } = data;
  if (!connection || data.isGathering) return;
  data.isGathering = true;
  connection.cork();
  // Ticks run before promises are followed up, unless one of these asks for them.
  queueMicrotask(() =>
    process.nextTick(() => {
      data.isGathering = false;
      connection.uncork();
    }),
  );
}
