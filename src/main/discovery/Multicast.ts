import type { SpaceId } from '../../shared/model/ids.ts';
import type { Pin } from '../../shared/model/trust.ts';

/** What a hosted space says of itself on the network. Nothing in it is about a person, and nothing vouches for it. */
export type Announcement = {
  spaceId: SpaceId;
  name: string;
  port: number;
  /** The protocol's version. */
  protocol: number;
  /** The key it says it has; `null` where it speaks plain HTTP. */
  pin: Pin | null;
};

/** An announcement that was heard, and the hosts where it may be: who said it first, then those that were said. */
export type Sighting = Announcement & { hosts: string[] };

export type LookListener = {
  onSighting(sighting: Sighting): void;
  /** It was withdrawn. */
  onGoodbye(spaceId: SpaceId): void;
};

/** Listening to the networks for what is announced there. */
export type Look = {
  /** Resolves when it listens, with whether the system lets it. Never rejects. */
  listening: Promise<boolean>;
  /** Asks all networks what there is: what answers is told anew, whether it was known or not. */
  ask(): void;
  end(): void;
};

/**
 * Announcing and looking on the networks that this computer is on at the moment of the call: whoever finds that they are others
 * begins anew. Tests put a network of their own here.
 */
export interface Multicast {
  /** Says it on every network, and to whoever asks; the returned function withdraws it and never rejects. */
  announce(announcement: Announcement): () => Promise<void>;
  look(listener: LookListener): Look;
}

/** For an app that is told to keep to itself. */
export const noMulticast: Multicast = {
  announce: () => async () => undefined,
  look: () => ({ listening: Promise.resolve(false), ask() {}, end() {} }),
};
