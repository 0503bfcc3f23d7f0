/** A seed that was red once, and what it told of. */
export type KnownSeed = { seed: number; minutes: number; clients: number; why: string };

const harness = 'the harness held somebody to what was never promised';

/**
 * Played again by `npm run chaos -- --known`. What a seed chooses changes with what there is to choose among: each one that
 * found something also left a story where such stories are, and is here for whatever is near that.
 */
export const knownSeeds: readonly KnownSeed[] = [
  { seed: 495525034, minutes: 5, clients: 3, why: harness },
  { seed: 11, minutes: 5, clients: 3, why: harness },
  { seed: 510739104, minutes: 5, clients: 3, why: harness },
  { seed: 1011233008, minutes: 5, clients: 3, why: harness },
  { seed: 21797679, minutes: 5, clients: 3, why: harness },
  { seed: 77054932, minutes: 5, clients: 3, why: harness },
  { seed: 102, minutes: 5, clients: 3, why: 'a cache that ended within a page was not known to be damaged' },
  { seed: 2126020617, minutes: 5, clients: 3, why: harness },
  { seed: 778365495, minutes: 2, clients: 3, why: harness },
  { seed: 1359298244, minutes: 5, clients: 3, why: harness },
  { seed: 1745248739, minutes: 5, clients: 3, why: 'a draft was taken for another from before a restore' },
];
