import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askServer } from '../../src/server/admin/adminSocket.ts';
import { type RunningServer, startServer } from '../../src/server/startServer.ts';
import { envelopeSchema } from '../../src/shared/protocol/events.ts';
import { sessionSchema } from '../../src/shared/protocol/http.ts';
import { acknowledgementSchema } from '../../src/shared/protocol/requests.ts';
import { Likeness } from '../support/docs/likeness.ts';
import { type Block, parseBlocks, parseExample, readProtocol } from '../support/docs/protocolDocument.ts';
import { cheapPasswords } from '../support/space/createTestSpace.ts';

const ANSWER_MS = 60_000;
const blocks = parseBlocks(readProtocol());

let folder = '';
let server: RunningServer;
let url = '';
const likeness = new Likeness();
/** The sockets of those who have connected, and all that came down to them. */
const people = new Map<string, { socket: Socket; packets: [name: string, value: unknown][] }>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-protocol-'));
  // With a key of its own, spoken to over loopback, which needs no TLS.
  const options = {
    ...{ host: '0.0.0.0', port: 0, tls: 'auto' as const },
    ...{ name: 'Workshop', version: '0.0.0-test' },
  };
  server = await startServer({ dataFolder: folder, ...options, passwordCost: cheapPasswords });
  url = `http://127.0.0.1:${server.port}`;
});
afterAll(async () => {
  for (const { socket } of people.values()) socket.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const place = ({ line, words }: Block): string => `protocol.md:${line} ${words.join(' ')}`;
/** What is to be sent: the example with real ids in it. */
const outgoing = (block: Block): unknown => JSON.parse(likeness.realise(block.text));
const mustBeLike = (block: Block, real: unknown): void =>
  expect(likeness.difference(parseExample(block), real), place(block)).toBeUndefined();

function personOf(block: Block, attribute: string) {
  const name = block.attributes[attribute] ?? '';
  const person = people.get(name);
  if (person === undefined) throw new Error(`${place(block)}: ${name} is not connected`);
  return person;
}

async function eventually<T>(look: () => T | undefined, what: string): Promise<T> {
  const until = Date.now() + ANSWER_MS;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(what);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function newCode(): Promise<string> {
  const result = await askServer(folder, { command: 'invite create' });
  if (result?.ok !== true) throw new Error('no invite could be made');
  return result.asked[0] ?? '';
}

async function exchange(block: Block, answer: Block | undefined): Promise<void> {
  const [, method = '', path = '', side] = block.words;
  const { token, userId = '' } = block.attributes;
  const headers = token === undefined ? {} : { Authorization: `Bearer ${likeness.realise(token)}` };
  const at = url + path.replace(':userId', likeness.realise(userId));
  if (side === 'request') {
    const invite = (parseExample(block) as { invite?: string }).invite;
    if (invite !== undefined && likeness.realise(invite) === invite) likeness.bind(invite, await newCode());
  }
  const body = side === 'request' ? JSON.stringify(outgoing(block)) : null;
  const response = await fetch(at, { method, headers, body });
  const expected = side === 'request' ? answer : block;
  if (expected === undefined) throw new Error(`${place(block)} has no response`);
  expect(expected.words.slice(0, 4), place(block)).toEqual(['http', method, path, 'response']);
  expect(`${response.status}`, place(expected)).toBe(expected.words[4]);
  const text = await response.text();
  if (path === '/metrics') {
    const names = (all: string) =>
      all.split('\n').filter((line) => line.startsWith('# ') && line.includes(' parley_'));
    expect(names(text)).toEqual(names(expected.text));
  } else if (response.status === 204) expect(text).toBe('');
  else mustBeLike(expected, JSON.parse(text));
}

async function shakeHands(block: Block, refusal: Block | undefined): Promise<void> {
  const { by: name = '', namespace = '' } = block.attributes;
  const socket = io(url + namespace, {
    auth: outgoing(block) as object,
    transports: ['websocket'],
    forceNew: true,
  });
  const packets: [string, unknown][] = [];
  socket.onAny((name: string, value: unknown) => packets.push([name, value]));
  const error = await new Promise<Error | undefined>((resolve) => {
    socket.once('connect', () => resolve(undefined));
    socket.once('connect_error', resolve);
  });
  if (name === 'nobody') {
    socket.close();
    if (refusal?.words[0] !== 'connect_error') throw new Error(`${place(block)} has no connect_error`);
    expect({ message: error?.message, data: error && 'data' in error && error.data }, place(refusal)).toEqual(
      parseExample(refusal),
    );
    return;
  }
  expect(error, place(block)).toBeUndefined();
  people.set(name + namespace, { socket, packets });
}

async function ask(block: Block, answer: Block | undefined): Promise<void> {
  const [, name = ''] = block.words;
  const { socket } = personOf(block, 'by');
  const acknowledged = acknowledgementSchema.parse(
    await socket.timeout(ANSWER_MS).emitWithAck(name, outgoing(block)),
  );
  const isAnswered = answer?.words[1] === name && ['reply', 'refusal'].includes(answer.words[0] ?? '');
  if (isAnswered && answer.words[0] === 'refusal') mustBeLike(answer, acknowledged);
  else {
    expect(acknowledged, place(block)).toMatchObject({ ok: true });
    if (isAnswered && acknowledged.ok) mustBeLike(answer, acknowledged.data);
  }
}

/** Waits for something like the example among what came down to a person, and learns from it. */
async function receive(block: Block): Promise<void> {
  const [kind = ''] = block.words;
  const { packets } = personOf(block, 'to');
  const value = parseExample(block);
  const candidates = (): unknown[] => {
    const name = kind === 'packet' ? block.words[1] : `${kind}s`;
    const ofThatName = packets.filter(([packet]) => packet === name).map(([, content]) => content);
    return kind === 'packet' ? ofThatName : ofThatName.flat();
  };
  const isLike = (one: unknown) => likeness.copy().difference(value, one) === undefined;
  const found = await eventually(() => candidates().find(isLike), `${place(block)} did not come down`);
  mustBeLike(block, found);
}

/** Presence is told in packets that gather: that somebody came has to be told before they are away again. */
async function notify(block: Block): Promise<void> {
  const [, name = ''] = block.words;
  const came = blocks.find((one) => one.text.includes('"presence.changed"') && one.text.includes('"online"'));
  if (name === 'presence:set' && came !== undefined) await receive(came);
  personOf(block, 'by').socket.emit(name, outgoing(block));
}

async function tell(block: Block): Promise<void> {
  const note = block.words[1] ?? '';
  const registers = /^(\w+) registers as (\S+), "(.+)"$/.exec(note);
  const sends = /^(\w+) sends (\S+) without an acknowledgement$/.exec(note);
  if (registers) {
    const [, username, id = '', displayName] = registers;
    const account = { username, displayName, password: 'correct horse', invite: await newCode() };
    const body = JSON.stringify(account);
    const response = await fetch(`${url}/api/auth/register`, { method: 'POST', body });
    likeness.bind(id, sessionSchema.parse(await response.json()).user.id);
  } else if (sends) people.get(sends[1] ?? '')?.socket.emit(sends[2] ?? '', {});
  else throw new Error(`${place(block)} is not understood`);
}

async function openTransport(block: Block): Promise<void> {
  const response = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
  mustBeLike(block, JSON.parse((await response.text()).slice(1)));
}

async function play(block: Block, next: Block | undefined): Promise<void> {
  const { words, attributes } = block;
  const [kind, second, , side] = words;
  if (kind === 'story') await tell(block);
  else if (kind === 'http' && (side === 'request' || second === 'GET')) await exchange(block, next);
  else if (kind === 'packet' && second === 'open') await openTransport(block);
  else if (kind === 'handshake') await shakeHands(block, next);
  else if (kind === 'request') await ask(block, next);
  else if (kind === 'notice') await notify(block);
  else if (attributes['to'] !== undefined) await receive(block);
}

it('the examples of docs/protocol.md, played from top to bottom, are what a server says', async () => {
  for (const [index, block] of blocks.entries()) await play(block, blocks[index + 1]);
  // All that came down beside the examples is of the protocol too, one stream to a packet, in order of seq.
  for (const { packets } of people.values())
    for (const [name, value] of packets) {
      if (name !== 'events') continue;
      const events = envelopeSchema.array().parse(value);
      expect(new Set(events.map(({ stream }) => stream)).size).toBe(1);
      const first = events[0]?.seq ?? 0;
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => first + at));
    }
});
