import type { UserId } from '../../shared/model/ids.ts';
import { directoryStream } from '../../shared/model/stream.ts';
import type { Presence } from '../../shared/protocol/signals.ts';
import type { Device, Rooms } from '../broadcast/Rooms.ts';
import type { Clock } from '../clock.ts';

/** Who is online: a person is until the last of their devices goes. */
export function createPresence(rooms: Rooms, clock: Clock) {
  const devices = new Map<UserId, Set<string>>();
  let changed = new Map<UserId, Presence>();

  /** What changes within a turn is told together, and what changes back not at all. */
  function note(userId: UserId, presence: Presence): void {
    if (changed.size === 0) clock.turn(tell);
    if (changed.has(userId)) changed.delete(userId);
    else changed.set(userId, presence);
  }

  function tell(): void {
    const told = [...changed].map(([userId, presence]) => ({
      type: 'presence.changed' as const,
      userId,
      presence,
    }));
    changed = new Map();
    if (told.length > 0) rooms.sendSignals(directoryStream, told);
  }

  return {
    /** Counts a device and tells it who is online. */
    add(device: Device): void {
      const own = devices.get(device.userId) ?? new Set();
      if (own.size === 0) note(device.userId, 'online');
      devices.set(device.userId, own.add(device.id));
    },
    greet(device: Device): void {
      rooms.sendSignalsToDevice(device, [{ type: 'presence.listed', onlineIds: [...devices.keys()] }]);
    },
    /** Whether it was the person's last device. */
    remove(device: Device): boolean {
      const own = devices.get(device.userId);
      if (!own?.delete(device.id) || own.size > 0) return false;
      devices.delete(device.userId);
      note(device.userId, 'offline');
      return true;
    },
  };
}
