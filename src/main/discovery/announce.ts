import type { SpaceId } from '../../shared/model/ids.ts';
import type { Announcement, Multicast } from './Multicast.ts';

export type AnnouncerOptions = {
  multicast: Multicast;
  /** What is to be announced as things are now. */
  wanted(): Announcement[];
};

export type Announcer = ReturnType<typeof createAnnouncer>;

/** Keeps what the networks are told in step with what is hosted here. */
export function createAnnouncer({ multicast, wanted }: AnnouncerOptions) {
  const told = new Map<SpaceId, { content: string; withdraw(): Promise<void> }>();
  let closed = false;

  function withdraw(spaceId: SpaceId): Promise<void> {
    const announced = told.get(spaceId);
    told.delete(spaceId);
    return announced?.withdraw() ?? Promise.resolve();
  }

  /** Says what is new, and takes back what is no longer so: something of it may have changed. */
  function update(): void {
    if (closed) return;
    const now = new Map(wanted().map((announcement) => [announcement.spaceId, announcement]));
    for (const [spaceId, { content }] of told)
      if (content !== contentOf(now.get(spaceId))) void withdraw(spaceId);
    for (const [spaceId, announcement] of now)
      if (!told.has(spaceId))
        told.set(spaceId, {
          content: contentOf(announcement),
          withdraw: multicast.announce(announcement),
        });
  }

  async function withdrawAll(): Promise<void> {
    await Promise.all([...told.keys()].map(withdraw));
  }

  return {
    update,
    /** This computer is on other networks, or has other addresses there: all is said anew. */
    networkChanged(): void {
      void withdrawAll();
      update();
    },
    /** Resolves when the networks have been told that all is over. */
    async close(): Promise<void> {
      closed = true;
      await withdrawAll();
    },
  };
}

const contentOf = (announcement: Announcement | undefined): string => JSON.stringify(announcement ?? null);
