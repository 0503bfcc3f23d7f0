import { BlockList, isIPv4 } from 'node:net';
import { z } from 'zod';
import { type SpaceId, spaceIdSchema } from '../../shared/model/ids.ts';
import { parseUntrusted } from '../../shared/model/parseUntrusted.ts';
import { spaceNameSchema } from '../../shared/model/text.ts';
import { pinSchema } from '../../shared/model/trust.ts';
import type { Announcement, Sighting } from './Multicast.ts';

/** What a string of a TXT record holds at most, in bytes: its length is one byte (RFC 1035 §3.3.14). */
const MAX_TXT_BYTES = 255;
/** A host is asked at so many of its addresses at most. */
const MAX_HOSTS = 4;

/** What is said in the TXT record. The rest of it is so short that only a name can be too long. */
export function toTxt({ spaceId, name, port, protocol, pin }: Announcement): Record<string, string> {
  const fitting = cutToBytes(name, MAX_TXT_BYTES - 'name='.length);
  const txt = { id: spaceId, name: fitting, protocol: String(protocol), port: String(port) };
  return pin === null ? txt : { ...txt, pin };
}

/** The beginning of a text that has at most so many bytes of UTF-8, cut between two code points. */
export function cutToBytes(text: string, bytes: number): string {
  const encoded = Buffer.from(text);
  if (encoded.length <= bytes) return text;
  let end = bytes;
  // A byte of the form 10xxxxxx goes on with what the one before it began.
  while (((encoded[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return encoded.toString('utf8', 0, end).trimEnd();
}

/** Control characters, ends of lines, and what turns the direction of writing: a name from outside holds none. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A space's name as it came from the network; `null` where nothing is left of it. */
export function cleanName(name: string): string | null {
  const parsed = spaceNameSchema.safeParse(name.replace(UNSEEN, '').trim());
  return parsed.success ? parsed.data : null;
}

const digits = (max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(max));

const txtSchema = z.object({
  id: spaceIdSchema,
  name: z.string().max(MAX_TXT_BYTES),
  protocol: digits(999_999_999),
  port: digits(65_535),
  pin: pinSchema.optional(),
});

/** What was heard, as it came; all of it is foreign. */
export type Heard = {
  txt: unknown;
  /** Who said it. */
  from: string | undefined;
  /** Where it says it is. */
  addresses: readonly unknown[];
};

/** What an announcement says, in so far as it can be one of ours and is on a network near this computer; else `null`. */
export function readSighting({ txt, from, addresses }: Heard): Sighting | null {
  const parsed = parseUntrusted(txtSchema, txt);
  if (!parsed.success) return null;
  const { id, protocol, port, pin = null } = parsed.data;
  const name = cleanName(parsed.data.name);
  const hosts = [...new Set([...[from].filter(isHost), ...addresses.filter(isInside)])].slice(0, MAX_HOSTS);
  return name === null || hosts.length === 0 ? null : { spaceId: id, name, protocol, port, pin, hosts };
}

/** The space that a service belongs to: it bears its id. */
export function spaceIdOf(serviceName: unknown): SpaceId | null {
  const parsed = spaceIdSchema.safeParse(serviceName);
  return parsed.success ? parsed.data : null;
}

/** Where no host of a network is: nobody is sent to this computer itself, or to everyone, by what a stranger announces. */
const nowhere = blockOf(['0.0.0.0', 8], ['127.0.0.0', 8], ['224.0.0.0', 3]);
/** The networks of houses and offices (RFC 1918, RFC 6598, RFC 3927): nobody has us knock at the doors of the internet. */
const inside = blockOf(
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
);

function blockOf(...subnets: [network: string, prefix: number][]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix);
  return list;
}

const isHost = (address: unknown): address is string =>
  typeof address === 'string' && isIPv4(address) && !nowhere.check(address);
const isInside = (address: unknown): address is string => isHost(address) && inside.check(address);
