import { type Stream, userStream } from '../../shared/model/stream.ts';
import type { Change, Store } from '../store/Store.ts';
import type { Device, Rooms } from './Rooms.ts';

type Connecting = { device: Device; overtaken: Set<Stream> };

/**
 * Subscribes devices as they connect (S8). What a person may read can change between reading it and acting
 * on it; such a change reaches the device through its person's own stream, and what was read is then stale.
 */
export function createSubscriber(store: Store, rooms: Rooms) {
  const connecting = new Set<Connecting>();
  return {
    /** Resolves with what the device was subscribed to. */
    async subscribe(device: Device): Promise<Stream[]> {
      const entry: Connecting = { device, overtaken: new Set() };
      connecting.add(entry);
      try {
        rooms.subscribeDevice(device, [userStream(device.userId)]);
        const states = await store.readableStreams(device.userId);
        const streams = states.map(({ stream }) => stream).filter((stream) => !entry.overtaken.has(stream));
        rooms.subscribeDevice(device, streams);
        return streams;
      } finally {
        connecting.delete(entry);
      }
    },
    /** Takes note of what a commit changes while devices are connecting. */
    overtake(changes: readonly Change[]): void {
      if (connecting.size === 0) return;
      for (const change of changes) {
        if (change.kind !== 'subscribed' && change.kind !== 'unsubscribed') continue;
        for (const { device, overtaken } of connecting)
          if (device.userId === change.userId) overtaken.add(change.stream);
      }
    },
  };
}
