import { LinkifyIt } from 'linkify-it';

/** A run of a message's text. */
export type TextPart =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; url: string }
  /** The name as it is compared: in lower case. */
  | { kind: 'mention'; text: string; username: string };

const linkify = new LinkifyIt({ fuzzyEmail: true, fuzzyLink: true, fuzzyIP: false });
const OPENED_OUTSIDE = /^(?:https?:|mailto:)/i;
/** Without a scheme only what is surely meant as an address: `README.md` and `main.rs` end like countries do. */
const SURELY_A_HOST = /^(?:www\.|[\w.-]+\.(?:com|org|net|edu|gov|io|dev|app)(?:[/:?#]|$))/i;
const MENTION = /(?<![\w@.-])@([A-Za-z0-9][A-Za-z0-9._-]*)/g;

type Found = { start: number; end: number; part: TextPart };

function findLinks(text: string): Found[] {
  return (linkify.match(text) ?? []).flatMap(({ index, lastIndex, schema, raw, url }) => {
    const meant = (schema !== '' && schema !== '//') || raw.includes('@') || SURELY_A_HOST.test(raw);
    if (!meant || !OPENED_OUTSIDE.test(url)) return [];
    return [{ start: index, end: lastIndex, part: { kind: 'link' as const, text: raw, url } }];
  });
}

/** The name that is meant: a full stop or a dash may end the sentence and not the name. */
function meantName(written: string, usernames: ReadonlySet<string>): string | null {
  for (let name = written; name !== ''; name = name.slice(0, -1)) {
    if (usernames.has(name.toLowerCase())) return name;
    if (!/[._-]$/.test(name)) return null;
  }
  return null;
}

function findMentions(text: string, usernames: ReadonlySet<string>): Found[] {
  if (usernames.size === 0) return [];
  return [...text.matchAll(MENTION)].flatMap((match) => {
    const name = meantName(match[1] ?? '', usernames);
    if (name === null) return [];
    const start = match.index;
    const end = start + 1 + name.length;
    const part = { kind: 'mention' as const, text: text.slice(start, end), username: name.toLowerCase() };
    return [{ start, end, part }];
  });
}

/** Splits a message's text into plain runs, links and mentions of those usernames (in lower case). */
export function splitText(text: string, usernames: ReadonlySet<string>): TextPart[] {
  const links = findLinks(text);
  const inLink = ({ start }: Found) => links.some((link) => start >= link.start && start < link.end);
  const found = [...links, ...findMentions(text, usernames).filter((one) => !inLink(one))];
  found.sort((a, b) => a.start - b.start);
  const parts: TextPart[] = [];
  let at = 0;
  for (const { start, end, part } of found) {
    if (start > at) parts.push({ kind: 'text', text: text.slice(at, start) });
    parts.push(part);
    at = end;
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return parts;
}

const ONLY_EMOJI = /^(?:\p{RGI_Emoji}|\s)+$/v;
const MOST_LARGE_EMOJI = 12;

/** Whether a text is nothing but a few emoji, which are then shown large. */
export function isOnlyEmoji(text: string): boolean {
  if (text.length > MOST_LARGE_EMOJI * 12 || !ONLY_EMOJI.test(text)) return false;
  return [...new Intl.Segmenter().segment(text.replace(/\s/g, ''))].length <= MOST_LARGE_EMOJI;
}

/** Lines a text takes when it is folded, and how many may follow before folding is worth a click. */
export const FOLD_LINES = 24;
const FOLD_SLACK = 4;
const COLUMN = 76;

/** Whether a text is long enough to be folded, guessed from its lines at the width of a full column. */
export function isLong(text: string): boolean {
  if (text.length < FOLD_LINES) return false;
  let lines = 0;
  for (const line of text.split('\n')) {
    lines += Math.max(1, Math.ceil(line.length / COLUMN));
    if (lines > FOLD_LINES + FOLD_SLACK) return true;
  }
  return false;
}

/** The first line of a text, for a quotation. */
export const firstLine = (text: string): string => text.trimStart().split('\n', 1)[0]?.slice(0, 300) ?? '';
