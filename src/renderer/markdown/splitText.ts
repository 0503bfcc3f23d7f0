import type { ConversationId } from '../../shared/model/ids.ts';
import { linkify, mayOpen } from './addresses.ts';

/** A run of a message's text. */
export type TextPart =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; url: string }
  /** The name as it is compared: in lower case. */
  | { kind: 'mention'; text: string; username: string }
  | { kind: 'channel'; text: string; conversationId: ConversationId };

/** What a text may name: people by their usernames, channels by their names, all in lower case. */
export type Names = {
  usernames: ReadonlySet<string>;
  channels: ReadonlyMap<string, ConversationId>;
};

/** Without a scheme only what is surely meant as an address: `README.md` and `main.rs` end like countries do. */
const SURELY_A_HOST = /^(?:www\.|[\w.-]+\.(?:com|org|net|edu|gov|io|dev|app)(?:[/:?#]|$))/i;
const MENTION = /(?<![\w@.-])@([A-Za-z0-9][A-Za-z0-9._-]*)/g;
const CHANNEL = /(?<![\p{L}\p{N}_#&/])#(?=[^\s#])/gu;
const IN_WORD = /^[\p{L}\p{N}_-]/u;
const LONGEST_CHANNEL = 80;

type Found = { start: number; end: number; part: TextPart };

function findLinks(text: string): Found[] {
  return (linkify.match(text) ?? []).flatMap(({ index, lastIndex, schema, raw, url }) => {
    const meant = (schema !== '' && schema !== '//') || raw.includes('@') || SURELY_A_HOST.test(raw);
    if (!meant || !mayOpen(url)) return [];
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

/** Of the channels whose name stands there the one with the longest name: names may hold blanks. */
function findChannels(text: string, channels: Names['channels']): Found[] {
  if (channels.size === 0 || !text.includes('#')) return [];
  const lengths = [...new Set([...channels.keys()].map((name) => name.length))].sort((a, b) => b - a);
  return [...text.matchAll(CHANNEL)].flatMap(({ index }) => {
    const ahead = text.slice(index + 1, index + 1 + LONGEST_CHANNEL).toLowerCase();
    for (const length of lengths) {
      const conversationId = channels.get(ahead.slice(0, length));
      const end = index + 1 + length;
      if (ahead.length < length || conversationId === undefined || IN_WORD.test(text.slice(end, end + 2))) {
        continue;
      }
      return [
        {
          start: index,
          end,
          part: { kind: 'channel' as const, text: text.slice(index, end), conversationId },
        },
      ];
    }
    return [];
  });
}

/** Splits text into plain runs, links, mentions of those people and names of those channels. */
export function splitText(text: string, { usernames, channels }: Names): TextPart[] {
  const links = findLinks(text);
  const inLink = ({ start }: Found) => links.some((link) => start >= link.start && start < link.end);
  const named = [...findMentions(text, usernames), ...findChannels(text, channels)];
  const found = [...links, ...named.filter((one) => !inLink(one))];
  found.sort((a, b) => a.start - b.start);
  const parts: TextPart[] = [];
  let at = 0;
  for (const { start, end, part } of found) {
    if (start < at) continue;
    if (start > at) parts.push({ kind: 'text', text: text.slice(at, start) });
    parts.push(part);
    at = end;
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return parts;
}
