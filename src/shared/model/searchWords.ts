/** A word of a text as it is searched by, and where in the text it stands; `end` is exclusive. */
type WordSpan = { word: string; start: number; end: number };

/** Longer words count by their beginning: nobody types more of one, and an index would grow with pasted data. */
const MOST_CHARACTERS = 40;
/** Words of a query beyond these are not looked at. */
const MOST_WORDS = 16;
/** Shorter words are looked for as they are, longer ones also as the beginning of others. */
const PREFIX_FROM = 3;
/** More of a query than this is not looked at. */
const MOST_OF_QUERY = 1_000;

const RUN = /[\p{L}\p{N}\p{M}]+/gu;
/** Writing without spaces, where a word is taken to be any two characters that stand together. */
const UNSPACED = /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+)/u;
const IS_ASCII = /^[\p{ASCII}]*$/u;

/** Case and diacritics make no difference, and neither do the many ways of writing one letter. */
function folded(text: string): string {
  const lower = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return lower.replaceAll('ς', 'σ');
}

const cut = (word: string): string =>
  word.length <= MOST_CHARACTERS ? word : [...word].slice(0, MOST_CHARACTERS).join('');

/** The words of a run of letters and digits that begins at `start` of its text. */
function* spansOfRun(run: string, start: number, singles: boolean): Generator<WordSpan> {
  let at = start;
  for (const part of run.split(UNSPACED)) {
    if (UNSPACED.test(part)) yield* spansOfUnspaced(part, at, singles);
    else
      for (const word of folded(part).match(RUN) ?? [])
        yield { word: cut(word), start: at, end: at + part.length };
    at += part.length;
  }
}

function* spansOfUnspaced(part: string, start: number, singles: boolean): Generator<WordSpan> {
  let at = start;
  const characters: WordSpan[] = [];
  for (const character of part) {
    const span = { word: folded(character), start: at, end: at + character.length };
    at = span.end;
    if (span.word !== '') characters.push(span);
  }
  for (const [index, span] of characters.entries()) {
    const before = characters[index - 1];
    if (before) yield { word: before.word + span.word, start: before.start, end: span.end };
    if (singles || characters.length === 1) yield span;
  }
}

/** Every word of a text, in order; `singles`: of unspaced writing each character alone too, beside the pairs. */
function* wordSpans(text: string, singles = true): Generator<WordSpan> {
  for (const { 0: run, index } of text.matchAll(RUN)) yield* spansOfRun(run, index, singles);
}

/** The words of a text, each once: what an index holds of it. A change of what these are needs a new index. */
export function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  // Most texts, and much faster than looking at every letter's nature.
  if (IS_ASCII.test(text))
    for (const word of text.toLowerCase().match(/[a-z0-9]+/g) ?? []) words.add(cut(word));
  else for (const { word } of wordSpans(text)) words.add(word);
  return words;
}

/** The words that a query asks for; none when it holds nothing that could be found. */
export function queryWords(query: string): string[] {
  const words = new Set<string>();
  for (const { word } of wordSpans(query.slice(0, MOST_OF_QUERY), false)) words.add(word);
  return [...words].slice(0, MOST_WORDS);
}

/** Whether a word of a query is also looked for as the beginning of longer ones. */
export const isPrefix = (asked: string): boolean => [...asked].length >= PREFIX_FROM;

/** Whether a word of a text is what a word of a query asks for. */
const isAskedFor = (word: string, asked: string): boolean =>
  word === asked || (isPrefix(asked) && word.startsWith(asked));

/** Whether a text holds every word that is asked for. */
export function holdsAll(text: string, asked: readonly string[]): boolean {
  // Most texts do not, which is told much faster of plain ones: what has no such letters in a row has no such word.
  if (IS_ASCII.test(text)) {
    const lower = text.toLowerCase();
    if (!asked.every((one) => lower.includes(one))) return false;
  }
  const words = [...wordsOf(text)];
  return asked.every((one) => words.some((word) => isAskedFor(word, one)));
}

/** A piece of a text, and whether it is what was searched for. */
export type MarkedPart = { text: string; hit: boolean };

/** A text in pieces, with what is asked for apart. */
export function markWords(text: string, asked: readonly string[]): MarkedPart[] {
  const parts: MarkedPart[] = [];
  let at = 0;
  for (const { start, end } of hitsIn(text, asked)) {
    if (start > at) parts.push({ text: text.slice(at, start), hit: false });
    parts.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < text.length || parts.length === 0) parts.push({ text: text.slice(at), hit: false });
  return parts;
}

/** Where in a text what is asked for stands: in order, and what touches as one. */
export function hitsIn(text: string, asked: readonly string[]): { start: number; end: number }[] {
  const hits: { start: number; end: number }[] = [];
  if (asked.length === 0) return hits;
  for (const { word, start, end } of wordSpans(text)) {
    if (!asked.some((one) => isAskedFor(word, one))) continue;
    const last = hits.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else hits.push({ start, end });
  }
  return hits;
}
