import type { UserId } from '../../shared/model/ids.ts';
import type { Signal } from '../../shared/protocol/signals.ts';
import type { Device, Rooms } from '../broadcast/Rooms.ts';

export type GuestPresenceOptions = {
  rooms: Rooms;
  /** Who shares a conversation with a person: of all, or of some. */
  acquaintances(userId: UserId, among?: readonly UserId[]): Promise<UserId[]>;
  onFault(error: unknown): void;
};

type Changed = Extract<Signal, { type: 'presence.changed' }>;
type Listed = Extract<Signal, { type: 'presence.listed' }>;

const among = <T>(people: Record<UserId, T>, known: ReadonlySet<string>): Record<UserId, T> =>
  Object.fromEntries(Object.entries(people).filter(([userId]) => known.has(userId))) as Record<UserId, T>;

/** How those are there whom guests meet, who do not read the directory (S3): told to each guest apart. */
export function createGuestPresence({ rooms, acquaintances, onFault }: GuestPresenceOptions) {
  const guests = new Map<UserId, Map<string, Device>>();
  /** Those with a device that has just come, or who have just met somebody: they are told of all anew. */
  let anew = new Set<UserId>();

  async function tellOne(guestId: UserId, changed: Changed[], listed: Listed | undefined): Promise<void> {
    // Most changes are of few: to ask of these alone costs little, however many a guest meets.
    const asked = listed === undefined ? changed.map(({ userId }) => userId) : undefined;
    const known: ReadonlySet<string> = new Set(await acquaintances(guestId, asked));
    const devices = [...(guests.get(guestId)?.values() ?? [])];
    const signals: Signal[] = listed
      ? [{ ...listed, present: among(listed.present, known), lastSeen: among(listed.lastSeen, known) }]
      : changed.filter(({ userId }) => known.has(userId));
    if (devices.length > 0 && signals.length > 0) rooms.sendSignalsToDevices(devices, signals);
  }

  return {
    add(device: Device): void {
      const devices = guests.get(device.userId) ?? new Map<string, Device>();
      guests.set(device.userId, devices.set(device.id, device));
      anew.add(device.userId);
    },
    remove({ userId, id }: Device): void {
      const devices = guests.get(userId);
      devices?.delete(id);
      if (devices?.size === 0) guests.delete(userId);
    },
    /** Whether it is a guest who is connected, and is told of all anew. */
    meets(userId: UserId): boolean {
      if (guests.has(userId)) anew.add(userId);
      return guests.has(userId);
    },
    /** What has changed, and how everyone is there. */
    tell(changed: Changed[], listing: () => Listed): void {
      const fresh = anew;
      anew = new Set();
      const listed = fresh.size > 0 ? listing() : undefined;
      for (const guestId of guests.keys())
        if (changed.length > 0 || fresh.has(guestId))
          tellOne(guestId, changed, fresh.has(guestId) ? listed : undefined).catch(onFault);
    },
  };
}
