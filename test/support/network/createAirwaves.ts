import type {
  Announcement,
  LookListener,
  Multicast,
  Sighting,
} from '../../../src/main/discovery/Multicast.ts';

/** A network on which announcements are heard at once by whoever is plugged in, and what is not true can be said. */
export function createAirwaves() {
  const looks = new Set<{ listener: LookListener; isHere(): boolean }>();
  const announced = new Map<Announcement, { hosts: string[]; isHere(): boolean }>();
  let asked = 0;

  function tell(sighting: Sighting): void {
    for (const { listener, isHere } of looks) if (isHere()) listener.onSighting(sighting);
  }

  function sayGoodbye({ spaceId }: Pick<Announcement, 'spaceId'>): void {
    for (const { listener, isHere } of looks) if (isHere()) listener.onGoodbye(spaceId);
  }

  return {
    tell,
    sayGoodbye,
    /** What is announced just now, in the order in which that began. */
    announced: (): Announcement[] => [...announced.keys()],
    /** How often somebody asked what there is. */
    asked: () => asked,
    looking: () => looks.size,

    /** A computer on this network. */
    computer(...hosts: string[]) {
      let isPluggedIn = true;
      let mayLook = true;
      const isHere = () => isPluggedIn;
      const multicast: Multicast = {
        announce(announcement) {
          announced.set(announcement, { hosts: [...hosts], isHere });
          if (isPluggedIn) tell({ ...announcement, hosts });
          return async () => {
            announced.delete(announcement);
            if (isPluggedIn) sayGoodbye(announcement);
          };
        },
        look(listener) {
          const look = { listener, isHere };
          const ask = () => {
            asked++;
            if (!isPluggedIn) return;
            for (const [announcement, from] of announced)
              if (from.isHere()) listener.onSighting({ ...announcement, hosts: from.hosts });
          };
          if (mayLook) looks.add(look);
          const listening = Promise.resolve(mayLook);
          listening.then((may) => may && looks.has(look) && ask());
          return { listening, ask, end: () => void looks.delete(look) };
        },
      };
      return {
        multicast,
        /** Takes the cable out, and puts it back: neither is told to the computer. */
        plug(isIn: boolean): void {
          isPluggedIn = isIn;
        },
        /** Another program has the port for itself. */
        refuseLooking(isRefused: boolean): void {
          mayLook = !isRefused;
        },
        /** The network gives it other addresses. */
        renumber(...others: string[]): void {
          hosts.splice(0, hosts.length, ...others);
        },
      };
    },
  };
}
