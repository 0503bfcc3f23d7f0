import type { NearbyView } from '../../shared/ipc/views.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { Sighting } from './Multicast.ts';

/** So many spaces are kept at most, and so many places of one: what is announced costs its announcer nothing. */
const MAX_SPACES = 200;
const MAX_PLACES = 4;

/** Where a space is said to be, and what asking there came to. */
export type Place = {
  address: string;
  /** `false` where something else answers. */
  verdict: 'asking' | 'alive' | 'silent' | 'false';
  /** When it was announced last. */
  heardAt: number;
};

type Found = { name: string; places: Map<string, Place> };

/** What was heard of and asked, by the ids that were claimed. */
export function createFound() {
  const spaces = new Map<SpaceId, Found>();

  function removePlaces(spaceId: SpaceId, { places }: Found, isOver: (place: Place) => boolean): void {
    for (const [address, place] of places) if (isOver(place)) places.delete(address);
    if (places.size === 0) spaces.delete(spaceId);
  }

  return {
    /** Takes down what was heard; answers with the places that are new. */
    hear({ spaceId, name, port, pin, hosts }: Sighting, now: number): Place[] {
      if (!spaces.has(spaceId) && spaces.size >= MAX_SPACES) return [];
      const found = spaces.get(spaceId) ?? { name, places: new Map<string, Place>() };
      spaces.set(spaceId, found);
      const added: Place[] = [];
      for (const host of hosts) {
        const { origin: address } = new URL(`${pin === null ? 'http' : 'https'}://${host}:${port}`);
        const known = found.places.get(address);
        if (known !== undefined) known.heardAt = now;
        else {
          const place: Place = { address, verdict: 'asking', heardAt: now };
          found.places.set(address, place);
          added.push(place);
        }
      }
      makeRoom(found.places);
      return added.filter(({ address }) => found.places.has(address));
    },

    /** Writes down what is said at a place of a space; nothing if it is gone. */
    judge(spaceId: SpaceId, address: string, verdict: Place['verdict'], name?: string): void {
      const found = spaces.get(spaceId);
      const place = found?.places.get(address);
      if (found === undefined || place === undefined) return;
      place.verdict = verdict;
      if (name !== undefined) found.name = name;
    },

    /** Every place, to be asked again. */
    places: (): { spaceId: SpaceId; address: string }[] =>
      [...spaces].flatMap(([spaceId, { places }]) =>
        [...places.keys()].map((address) => ({ spaceId, address })),
      ),

    remove: (spaceId: SpaceId): void => void spaces.delete(spaceId),
    clear: (): void => spaces.clear(),
    /** Forgets the places where nobody answers and which were announced before `time`. */
    forgetSilent(time: number): void {
      for (const [spaceId, found] of spaces)
        removePlaces(spaceId, found, ({ verdict, heardAt }) => verdict !== 'alive' && heardAt < time);
    },

    /** What a person is shown, by name. */
    views: (isJoined: (spaceId: SpaceId) => boolean): NearbyView[] =>
      [...spaces]
        .flatMap(([spaceId, found]) => viewOf(spaceId, found, isJoined(spaceId)) ?? [])
        .sort((a, b) => a.name.localeCompare(b.name) || a.spaceId.localeCompare(b.spaceId)),
  };
}

/** Who answers stays; of the others, who was heard of last. */
function makeRoom(places: Map<string, Place>): void {
  const rank = ({ verdict, heardAt }: Place) => (verdict === 'alive' ? Number.MAX_VALUE : heardAt);
  const leaving = [...places.values()].sort((a, b) => rank(b) - rank(a)).slice(MAX_PLACES);
  for (const { address } of leaving) places.delete(address);
}

const SHOWN_BEST = ['alive', 'asking', 'silent'] as const;

function viewOf(spaceId: SpaceId, { name, places }: Found, joined: boolean): NearbyView | null {
  for (const state of SHOWN_BEST) {
    const place = [...places.values()].find(({ verdict }) => verdict === state);
    if (place !== undefined) return { spaceId, name, address: place.address, state, joined };
  }
  return null;
}
