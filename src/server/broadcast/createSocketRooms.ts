import { userStream } from '../../shared/model/stream.ts';
import type { SessionId } from '../store/Store.ts';
import { broadcastEvents } from './broadcastEvents.ts';
import type { Rooms } from './Rooms.ts';
import type { ParleyServer } from './sockets.ts';

/** All sockets of one session, to end them together. */
export const sessionRoom = (sessionId: SessionId): string => `session:${sessionId}`;

/**
 * Rooms of Socket.IO, named by their streams. Its in-memory adapter acts at once, which the order of
 * commits, packets and subscriptions relies on. A packet for a room is encoded once.
 */
export function createSocketRooms(io: ParleyServer): Rooms {
  return {
    subscribeDevice: (device, streams) => void io.sockets.sockets.get(device.id)?.join(streams),
    subscribeUser: (userId, stream) => io.in(userStream(userId)).socketsJoin(stream),
    unsubscribeUser: (userId, stream) => io.in(userStream(userId)).socketsLeave(stream),
    sendEvents: (stream, events) => broadcastEvents(io, stream, events),
    sendSignals(stream, signals, except) {
      const to = except === undefined ? io.to(stream) : io.to(stream).except(userStream(except));
      // Typing ends by itself and is told again; who is online is told once.
      const mayBeLost = signals.every(({ type }) => type === 'typing.changed');
      (mayBeLost ? to.volatile : to).emit('signals', signals);
    },
    sendSignalsToDevices(devices, signals) {
      // Every socket is in a room of its own id; a list of nobody would mean everybody.
      const ids = devices.map(({ id }) => id);
      if (ids.length > 0) io.to(ids).emit('signals', signals);
    },
    endSession: (sessionId) => io.in(sessionRoom(sessionId)).disconnectSockets(true),
    cutOff: (userId) => io.in(userStream(userId)).disconnectSockets(true),
  };
}
