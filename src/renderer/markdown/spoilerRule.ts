import type { StateInline } from 'markdown-it';

const BAR = '|';
const isBars = (text: string, at: number): boolean => text[at] === BAR && text[at + 1] === BAR;
const isBlank = (character: string | undefined): boolean => character === undefined || /\s/.test(character);

/**
 * `||what is hidden||`. As with emphasis the bars touch what they enclose, so that the *or* of a programming language,
 * which stands between blanks, is none.
 */
export function spoilerRule(state: StateInline, silent: boolean): boolean {
  const { src, pos: start, posMax } = state;
  if (!isBars(src, start) || isBlank(src[start + 2])) return false;
  const end = findEnd(state, start + 2, posMax);
  state.pos = start;
  if (end === null) return false;
  if (!silent) {
    state.push('spoiler_open', 'span', 1);
    state.pos = start + 2;
    state.posMax = end;
    state.md.inline.tokenize(state);
    state.push('spoiler_close', 'span', -1);
    state.posMax = posMax;
  }
  state.pos = end + 2;
  return true;
}

/** Where the closing bars stand; what is inside a code span or a link is passed over. */
function findEnd(state: StateInline, from: number, to: number): number | null {
  state.pos = from;
  while (state.pos < to - 1) {
    if (isBars(state.src, state.pos) && state.pos > from && !isBlank(state.src[state.pos - 1])) {
      return state.pos;
    }
    state.md.inline.skipToken(state);
  }
  return null;
}

/** Ends a run of plain text before a bar too, where the parser's own rule would go on. */
const PLAIN = /[^\n!#$%&*+\-:<=>@[\\\]^_`{}~|]+/y;

/** Takes plain text up to the next character that may mean something. */
export function plainTextRule(state: StateInline, silent: boolean): boolean {
  PLAIN.lastIndex = state.pos;
  const end = PLAIN.test(state.src) ? Math.min(PLAIN.lastIndex, state.posMax) : state.pos;
  if (end <= state.pos) return false;
  if (!silent) state.pending += state.src.slice(state.pos, end);
  state.pos = end;
  return true;
}
