import { userStream } from '../../shared/model/stream.ts';
import type { ParleyServer, ParleySocket } from './sockets.ts';

/** For more devices of one person than this, no more may wait together than for so many. */
const FEW_DEVICES = 4;

export type BacklogOptions = {
  /** How much may be queued for a socket that has not taken what was handed to its transport, in bytes. */
  maxBytes: number;
  /** The socket is about to be cut off. */
  onCutOff(waitingBytes: number): void;
};

export type Backlog = {
  /**
   * Whether a request of this socket is to be answered: each answer is one more that may have to wait, and somebody who connects a
   * thousand times and reads nothing must not have a thousand times as much kept for them. Too much for all devices of one person is
   * made up for by the one that most waits for, which is cut off; where it is this one, it gets no answer.
   */
  mayAsk(): boolean;
};

/** What cuts each socket off that is bounded, for others of the same person. */
const cutOffs = new WeakMap<ParleySocket, () => void>();

/**
 * Cuts a socket off that reads more slowly than it is written to, once too much waits for it: it catches up by `sync` when it
 * comes back, and nothing of what waits is needed for that. What goes to its connection directly goes to one that takes it
 * (`connection.ts`); everything else becomes a packet of Engine.IO's, which tells of each
 * (https://socket.io/docs/v4/engine-io-protocol/ and the README of engine.io: `packetCreate`, `drain`).
 */
export function boundBacklog(socket: ParleySocket, { maxBytes, onCutOff }: BacklogOptions): Backlog {
  const { conn, data: own, nsp } = socket;
  function cutOff(): void {
    onCutOff(backlogOf(socket));
    own.queuedBytes = 0;
    // Without the end that a close waits for: what waits is thrown away.
    conn.close(true);
    own.connection?.destroy();
  }
  cutOffs.set(socket, cutOff);
  conn.on('packetCreate', ({ data }: { data?: unknown }) => {
    own.queuedBytes += sizeOf(data);
    // A transport that can write takes it at once, however long it is.
    if (own.queuedBytes <= maxBytes || conn.transport.writable || conn.readyState !== 'open') return;
    cutOff();
  });
  // What was queued has been handed to the transport, which takes no more until that has left.
  conn.on('drain', () => {
    own.queuedBytes = 0;
  });
  return {
    mayAsk() {
      const devices = nsp.adapter.rooms.get(userStream(own.device.userId));
      if (devices === undefined || devices.size <= FEW_DEVICES) return true;
      let waiting = 0;
      let slowest = socket;
      for (const id of devices) {
        const device = nsp.sockets.get(id);
        if (device === undefined) continue;
        waiting += backlogOf(device);
        if (backlogOf(device) > backlogOf(slowest)) slowest = device;
      }
      if (waiting <= FEW_DEVICES * maxBytes) return true;
      cutOffs.get(slowest)?.();
      return slowest !== socket;
    },
  };
}

/** What waits for a socket in this process, in bytes: what Engine.IO holds back, and what its connection could not pass on yet. */
export const backlogOf = ({ data: { queuedBytes, connection } }: ParleySocket): number =>
  queuedBytes + (connection?.writableLength ?? 0);

/** What waits for all sockets together, in bytes. */
export const wholeBacklog = ({ sockets: { sockets } }: ParleyServer): number =>
  [...sockets.values()].reduce((sum, socket) => sum + backlogOf(socket), 0);

/** Nearly all that is sent is ASCII, of which a unit is a byte. */
const sizeOf = (data: unknown): number =>
  typeof data === 'string' ? data.length : ArrayBuffer.isView(data) ? data.byteLength : 0;
