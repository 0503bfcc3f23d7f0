import type { TextOf } from './messages.ts';

const SYLLABLES = 'ka to mi re so lu ne pa di vo be gu fi ra se ten han mor lis tur'.split(' ');
const VOCABULARY = 30_000;
const LENGTH = 200;

/** The word with this rank; two never are the same. */
export function wordAt(rank: number): string {
  let word = '';
  for (let rest = rank + 400; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length];
  return word;
}

/** Numbers in [0, 1), the same at every run. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Texts of 200 characters whose words are as frequent as those of a language: the n-th by 1 / n. */
export function createTexts(): TextOf {
  const random = createRandom(1);
  const words = Array.from({ length: VOCABULARY }, (_, rank) => wordAt(rank));
  const upTo: number[] = [];
  let sum = 0;
  for (let rank = 0; rank < VOCABULARY; rank += 1) {
    sum += 1 / (rank + 2.7);
    upTo.push(sum);
  }
  const pick = (): string => {
    const at = random() * sum;
    let [low, high] = [0, VOCABULARY - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return words[low] ?? '';
  };
  return () => {
    let text = pick();
    while (text.length < LENGTH) text += ` ${pick()}`;
    return text;
  };
}
