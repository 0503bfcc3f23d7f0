import type { Device, Rooms } from '../../../src/server/broadcast/Rooms.ts';
import type { SessionId } from '../../../src/server/store/Store.ts';
import type { UserId } from '../../../src/shared/model/ids.ts';
import { type Stream, userStream } from '../../../src/shared/model/stream.ts';
import type { StreamEvent } from '../../../src/shared/protocol/events.ts';
import type { Signal } from '../../../src/shared/protocol/signals.ts';

/** What came down to a device, in order. */
export type Packet = { events: StreamEvent[] } | { signals: Signal[] } | 'ended';
type Member = { device: Device; streams: Set<Stream>; packets: Packet[] };

/** Rooms without a network: every device keeps what it is sent. */
export function createMemoryRooms(onEnd: (device: Device) => void = () => {}) {
  const members = new Map<string, Member>();
  const readersOf = (stream: Stream) => [...members.values()].filter(({ streams }) => streams.has(stream));
  const devicesOf = (userId: UserId) => readersOf(userStream(userId));
  function end({ device, packets }: Member): void {
    packets.push('ended');
    members.delete(device.id);
    onEnd(device);
  }
  const rooms: Rooms = {
    subscribeDevice(device, streams) {
      const member = members.get(device.id);
      for (const stream of streams) member?.streams.add(stream);
    },
    subscribeUser(userId, stream) {
      for (const { streams } of devicesOf(userId)) streams.add(stream);
    },
    unsubscribeUser(userId, stream) {
      for (const { streams } of devicesOf(userId)) streams.delete(stream);
    },
    sendEvents(stream, events) {
      for (const { packets } of readersOf(stream)) packets.push({ events });
    },
    sendSignals(stream, signals, except) {
      for (const { device, packets } of readersOf(stream))
        if (device.userId !== except) packets.push({ signals });
    },
    sendSignalsToDevices(devices, signals) {
      for (const { id } of devices) members.get(id)?.packets.push({ signals });
    },
    endSession(sessionId: SessionId) {
      for (const member of [...members.values()]) if (member.device.sessionId === sessionId) end(member);
    },
    cutOff(userId) {
      for (const member of devicesOf(userId)) end(member);
    },
  };
  return {
    rooms,
    /** Lets a device in; what it is sent is found in the list that is returned. */
    add(device: Device): Packet[] {
      const packets: Packet[] = [];
      members.set(device.id, { device, streams: new Set(), packets });
      return packets;
    },
    remove: (device: Device) => void members.delete(device.id),
    streamsOf: (device: Device): Stream[] => [...(members.get(device.id)?.streams ?? [])],
  };
}
