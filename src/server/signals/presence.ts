import type { Availability } from '../../shared/model/entry.ts';
import type { Timestamp, UserId } from '../../shared/model/ids.ts';
import { directoryStream } from '../../shared/model/stream.ts';
import { PRESENCE_EVERY_MS, type Presence, type Signal } from '../../shared/protocol/signals.ts';
import type { Device, Rooms } from '../broadcast/Rooms.ts';
import type { Clock } from '../clock.ts';
import type { Sighting } from '../store/Store.ts';
import { createGathering } from './gathering.ts';
import { createGuestPresence, type GuestPresenceOptions } from './guestPresence.ts';

/** Those who are there are kept this often, in ms: after a crash it is known to the minute when they were last there. */
const SEEN_EVERY_MS = 60_000;

export type PresenceOptions = GuestPresenceOptions & {
  rooms: Rooms;
  clock: Clock;
  /** Keeps when people were last there. */
  onSeen(seen: Sighting[]): void;
};

type PresenceSignal = Extract<Signal, { type: 'presence.changed' }>;
type DevicePresence = 'online' | 'away';
type Person = { devices: Map<string, DevicePresence>; wish: Availability | undefined };

/** How a person is seen: as the most present of their devices, unless they wish otherwise. */
function presenceOf(person: Person | undefined): Presence {
  if (person === undefined || person.wish === 'invisible') return 'offline';
  if (person.wish === 'busy') return 'busy';
  return [...person.devices.values()].includes('online') ? 'online' : 'away';
}

/** How everyone is there. Told to those who read the directory, and to guests of those whom they meet. */
export function createPresence({ rooms, clock, onSeen, ...options }: PresenceOptions) {
  const guests = createGuestPresence({ rooms, ...options });
  /** Those with a device that is connected. */
  const people = new Map<UserId, Person>();
  /** What others were told of those who are not offline. */
  const told = new Map<UserId, Presence>();
  const lastSeen = new Map<UserId, Timestamp>();
  let changed = new Set<UserId>();
  let arrived: Device[] = [];
  const gather = createGathering(clock, PRESENCE_EVERY_MS, tell);
  let hasEnded = false;
  let callOff: (() => void) | undefined;

  const present = (): Sighting[] => [...told.keys()].map((userId) => ({ userId, at: clock.now() }));

  /** Has those who are there kept every minute, while there are any: a server that dies cannot say who was there. */
  function keepPresent(): void {
    const isWanted = told.size > 0 && !hasEnded;
    if (!isWanted) {
      callOff?.();
      callOff = undefined;
      return;
    }
    callOff ??= clock.after(SEEN_EVERY_MS, () => {
      callOff = undefined;
      onSeen(present());
      keepPresent();
    });
  }

  function note(userId: UserId): void {
    changed.add(userId);
    gather();
  }

  /** What has changed since they were told, and who came or left with that. */
  function take(): { signals: PresenceSignal[]; seen: Sighting[] } {
    const seen: Sighting[] = [];
    const signals = [...changed].flatMap((userId): PresenceSignal[] => {
      const presence = presenceOf(people.get(userId));
      if (presence === (told.get(userId) ?? 'offline')) return [];
      if (presence !== 'offline') {
        if (!told.has(userId)) seen.push({ userId, at: clock.now() });
        told.set(userId, presence);
        return [{ type: 'presence.changed', userId, presence }];
      }
      const at = clock.now();
      told.delete(userId);
      lastSeen.set(userId, at);
      seen.push({ userId, at });
      return [{ type: 'presence.changed', userId, presence, lastSeenAt: at }];
    });
    changed = new Set();
    return { signals, seen };
  }

  function tell(): void {
    const { signals, seen } = take();
    if (signals.length > 0) rooms.sendSignals(directoryStream, signals);
    if (arrived.length > 0) rooms.sendSignalsToDevices(arrived, [listing()]);
    arrived = [];
    guests.tell(signals, listing);
    if (seen.length > 0) onSeen(seen);
    keepPresent();
  }

  function listing() {
    const absent = [...lastSeen].filter(([userId]) => !told.has(userId));
    return {
      type: 'presence.listed' as const,
      present: Object.fromEntries(told) as Record<UserId, Presence>,
      lastSeen: Object.fromEntries(absent) as Record<UserId, Timestamp>,
    };
  }

  return {
    /** What was kept of earlier times. */
    recall(sightings: readonly Sighting[]): void {
      for (const { userId, at } of sightings) lastSeen.set(userId, at);
    },
    /** Counts a device, which is in use until it says otherwise. */
    add({ userId, id }: Device, wish: Availability | undefined): void {
      const person = people.get(userId) ?? { devices: new Map<string, DevicePresence>(), wish };
      person.devices.set(id, 'online');
      people.set(userId, person);
      note(userId);
    },
    /** Tells a device how everyone is there, together with the others that have just come. */
    greet(device: Device): void {
      arrived.push(device);
      gather();
    },
    /** Tells a guest's device how those are there whom they meet. */
    greetGuest(device: Device): void {
      guests.add(device);
      gather();
    },
    /** The person meets others from now on: a guest is told how these are there. */
    meets(userId: UserId): void {
      if (guests.meets(userId)) gather();
    },
    set({ userId, id }: Device, presence: DevicePresence): void {
      const person = people.get(userId);
      if (!person?.devices.has(id)) return;
      person.devices.set(id, presence);
      note(userId);
    },
    /** The person wishes to be seen like this from now on; `undefined` as their devices are. */
    wish(userId: UserId, wish: Availability | undefined): void {
      const person = people.get(userId);
      if (person === undefined) return;
      person.wish = wish;
      note(userId);
    },
    /** Whether it was the person's last device. */
    remove(device: Device): boolean {
      const { userId, id } = device;
      guests.remove(device);
      const person = people.get(userId);
      if (!person?.devices.delete(id)) return false;
      note(userId);
      if (person.devices.size > 0) return false;
      people.delete(userId);
      return true;
    },
    /** Keeps nobody from now on. Answers with everyone who is seen to be there, as if they all left. */
    end(): Sighting[] {
      hasEnded = true;
      keepPresent();
      return present();
    },
  };
}
