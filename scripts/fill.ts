/**
 * Fills a new space with a recorded conversation through the ordinary API, to try the app and to measure on:
 *
 *     node scripts/fill.ts FILE --data FOLDER [--owner-password PASSWORD] [--most N]
 *
 * FILE holds one JSON object a line, `{channel, author, text}` in order of time, gzipped or not. The first
 * author owns the space; every author gets the same password. The server listens on loopback meanwhile, with
 * rate limits and password hashing lowered, which changes nothing about what is stored.
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { v7 } from 'uuid';
import { z } from 'zod';
import type { Link } from '../src/client/connection/Transport.ts';
import { createTransports } from '../src/main/trust/createTransports.ts';
import { defaultLimits } from '../src/server/limits.ts';
import { startServer } from '../src/server/startServer.ts';
import { MAX_TEXT_LENGTH, messageTextSchema, usernameSchema } from '../src/shared/model/text.ts';

const lineSchema = z.object({ channel: z.string().min(1), author: z.string().min(1), text: z.string() });

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    'owner-password': { type: 'string', default: 'correct horse battery' },
    most: { type: 'string' },
  },
});
const [file] = positionals;
if (file === undefined || values.data === undefined) {
  process.stderr.write(
    'Usage: node scripts/fill.ts FILE --data FOLDER [--owner-password PASSWORD] [--most N]\n',
  );
  process.exit(1);
}
const password = values['owner-password'];
const most = Number(values.most ?? Number.POSITIVE_INFINITY);

const unlimited = Object.fromEntries(
  Object.keys(defaultLimits).map((kind) => [kind, { perSecond: 1e6, burst: 1e6 }]),
);
const server = await startServer({
  dataFolder: values.data,
  host: '127.0.0.1',
  port: 0,
  name: 'Recorded',
  registration: 'open',
  limits: unlimited,
  passwordCost: { N: 1024, r: 8, p: 1 },
});
const transport = createTransports()(null);

/** A recorded name as one that the space takes: other characters become `-`, and a doubled name a number. */
const usernames = new Map<string, string>();
function usernameOf(author: string): string {
  const known = usernames.get(author);
  if (known !== undefined) return known;
  const plain =
    author
      .replace(/[^A-Za-z0-9._-]/g, '-')
      .replace(/^[^A-Za-z0-9]+/, '')
      .slice(0, 28) || 'someone';
  const taken = new Set([...usernames.values()].map((name) => name.toLowerCase()));
  let username = plain;
  for (let number = 2; taken.has(username.toLowerCase()); number++) username = `${plain}-${number}`;
  usernames.set(author, usernameSchema.parse(username));
  return username;
}

/** A person's open link, and the channels they are in. */
type Person = { link: Link; channels: Set<string> };
const people = new Map<string, Person>();
async function personOf(author: string): Promise<Person> {
  const known = people.get(author);
  if (known !== undefined) return known;
  const account = { username: usernameOf(author), displayName: author.trim().slice(0, 64), password };
  const session = await transport.register(server.url, account);
  if (!session.ok) throw new Error(`${author}: ${JSON.stringify(session.failure)}`);
  const link = await new Promise<Link>((resolve, reject) => {
    const opening = transport.open(server.url, session.data.accessToken, {
      onOpen: () => resolve(opening),
      onEvents() {},
      onSignals() {},
      onEnd: (end) => reject(new Error(JSON.stringify(end))),
    });
  });
  const person = { link, channels: new Set<string>() };
  people.set(author, person);
  return person;
}

async function ask<N extends Parameters<Link['request']>[0]>(
  link: Link,
  name: N,
  payload: Parameters<typeof link.request<N>>[1],
) {
  const answer = await link.request<N>(name, payload);
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.failure)}`);
  return answer.data;
}

const channels = new Map<string, string>();
async function enter(person: Person, channel: string): Promise<string> {
  const known = channels.get(channel);
  if (known !== undefined) {
    if (!person.channels.has(channel)) await ask(person.link, 'conversation:join', { conversationId: known });
    person.channels.add(channel);
    return known;
  }
  const { conversation } = await ask(person.link, 'conversation:create', {
    kind: 'channel',
    name: channel,
    clientId: v7(),
  });
  channels.set(channel, conversation.id);
  person.channels.add(channel);
  return conversation.id;
}

/** Lone surrogates and control characters of a recording are what a space refuses. */
const acceptable = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, MAX_TEXT_LENGTH);

const input = createReadStream(file);
const lines = createInterface({ input: file.endsWith('.gz') ? input.pipe(createGunzip()) : input });
const startedAt = Date.now();
let count = 0;
for await (const line of lines) {
  if (count >= most) break;
  const { channel, author, text } = lineSchema.parse(JSON.parse(line));
  const cleaned = messageTextSchema.safeParse(acceptable(text));
  if (!cleaned.success) continue;
  const person = await personOf(author);
  const conversationId = await enter(person, channel);
  // One after the other: what two sockets send at once may arrive in either order.
  await ask(person.link, 'message:send', { conversationId, clientId: v7(), text: cleaned.data });
  count++;
  if (count % 5_000 === 0) process.stdout.write(`${count} messages\n`);
}
for (const { link } of people.values()) link.close();
await server.close();
process.stdout.write(
  `${count} messages of ${people.size} people in ${channels.size} channels, ${Math.round((Date.now() - startedAt) / 1000)} s, in ${values.data}\n`,
);
