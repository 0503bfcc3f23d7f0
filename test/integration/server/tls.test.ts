import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v4 as uuid } from 'uuid';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ServerOptions, StartError, startServer } from '../../../src/server/startServer.ts';
import { clientIdSchema } from '../../../src/shared/model/ids.ts';
import { fingerprintOf } from '../../../src/shared/model/trust.ts';
import { healthSchema } from '../../../src/shared/protocol/http.ts';
import { cheapPasswords, createTestSpace } from '../../support/space/createTestSpace.ts';
import {
  ask,
  connectTls,
  lanAddress,
  newCertificate,
  newSignedCertificate,
} from '../../support/space/overNetwork.ts';
import { openSocket, RawClient } from '../../support/space/RawClient.ts';

type Space = Awaited<ReturnType<typeof createTestSpace>>;
const toDispose: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const dispose of toDispose.splice(0).reverse()) await dispose();
});

/** A space that its LAN reaches, over TLS. */
async function openSpace(
  options: Partial<ServerOptions> = {},
): Promise<Space & { local: string; lan: string }> {
  const space = await createTestSpace({ host: '0.0.0.0', tls: 'auto', name: 'Garden', ...options });
  toDispose.push(space.dispose);
  const { port } = space.server;
  return { ...space, local: `http://127.0.0.1:${port}`, lan: `${lanAddress}:${port}` };
}
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-tls-'));
  toDispose.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
async function enter(url: string, username: string): Promise<RawClient> {
  const client = await RawClient.register(url, username);
  toDispose.push(() => client.close());
  return client;
}
/** How the ws that is beneath the server writes a frame, header and content: all that it is given to write passes by here. */
const { Sender } = createRequire(createRequire(import.meta.url).resolve('engine.io'))('ws') as {
  Sender: { prototype: { sendFrame(list: unknown[]): void } };
};

/** What comes on a connection until it ends. */
async function readAll(socket: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += chunk;
  return text;
}
const browser = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

// Whatever comes from this computer's own address on a network comes from elsewhere, as the server sees it.
describe.skipIf(lanAddress === undefined)('a space on a LAN', () => {
  it('speaks TLS there with the key it says it has, and plain HTTP with its own computer', async () => {
    const { server, local, lan } = await openSpace();
    expect(server.url).toBe(`https://0.0.0.0:${server.port}`);
    const { socket, certificate, pin } = await connectTls(String(lanAddress), server.port);
    expect(pin).toBe(server.pin);
    expect(socket.getProtocol()).toBe('TLSv1.3');
    expect(certificate.checkIP(String(lanAddress))).toBeDefined();
    socket.destroy();
    for (const url of [
      `https://${lan}/health`,
      `${local}/health`,
      `https://127.0.0.1:${server.port}/health`,
    ]) {
      const { status, text } = await ask(url);
      expect([status, healthSchema.parse(JSON.parse(text)).pin]).toEqual([200, server.pin]);
    }
  });

  it('has the same key after a restart', async () => {
    const { server, start } = await openSpace();
    await server.close();
    const again = await start();
    toDispose.push(() => again.close());
    expect(again.pin).toBe(server.pin);
  });

  it('speaks no TLS that is out of date', async () => {
    const { server } = await openSpace();
    const old = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' };
    const connecting = connectTls(String(lanAddress), server.port, { ...old, maxVersion: 'TLSv1.1' });
    await expect(connecting).rejects.toThrow();
    const { socket } = await connectTls(String(lanAddress), server.port, { ...old, maxVersion: 'TLSv1.2' });
    expect(socket.getProtocol()).toBe('TLSv1.2');
    socket.destroy();
  });

  it('takes nothing over plain HTTP from elsewhere, neither passwords nor tokens nor sockets', async () => {
    const { server, local, lan } = await openSpace();
    const ann = await enter(local, 'ann');
    const { accessToken } = ann.session;
    const bearer = { Authorization: `Bearer ${accessToken}` };
    const right = { username: 'ann', password: 'correct horse' };
    const asked = [
      ask(`http://${lan}/health`),
      ask(`http://${lan}/metrics`),
      ask(`http://${lan}/api/auth/login`, { method: 'POST', body: right }),
      ask(`http://${lan}/api/auth/login`, { method: 'POST', body: right, headers: browser }),
      ask(`http://${lan}/api/announce`, { method: 'POST', headers: bearer, body: { title: 'Hi', body: '' } }),
      ask(`http://${lan}/socket.io/?EIO=4&transport=polling`, { headers: { ...bearer, ...browser } }),
      ask(`http://${lan}/`, { headers: { Accept: '*/*' } }),
    ];
    for (const { status, headers, text } of await Promise.all(asked)) {
      expect(status).toBe(426);
      expect(headers.upgrade).toContain('TLS');
      expect(JSON.parse(text)).toMatchObject({ error: { code: 'tls_required' } });
    }
    await expect(openSocket(`http://${lan}`, { token: accessToken, protocol: 1 })).rejects.toThrow(
      /websocket/,
    );
    expect(server.connections()).toBe(0);
  });

  it('explains itself to a browser that comes without TLS, and takes an invite along', async () => {
    const { server, lan } = await openSpace();
    const { status, headers, text } = await ask(`http://${lan}/`, { headers: browser });
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(text).toContain('Garden');
    expect(text).toContain(`href="https://${lan}/"`);
    const { socket, certificate, pin } = await connectTls(String(lanAddress), server.port);
    socket.destroy();
    expect(text.replaceAll(/\s/g, '')).toContain(certificate.fingerprint256.replaceAll(':', ''));
    expect(text).toContain(fingerprintOf(pin));

    const invited = await ask(`http://${lan}/join/K7Q2M-04ZWX?from=mail`, { headers: browser });
    expect(invited.text).toContain(`href="https://${lan}/join/K7Q2M-04ZWX"`);
    const lost = await ask(`http://${lan}/somewhere/else`, { headers: browser });
    expect(lost.text).toContain(`href="https://${lan}/"`);
  });

  it('leads nobody on who came by a name that is none of its own', async () => {
    const { lan } = await openSpace();
    const rebound = await ask(`http://${lan}/join/K7Q2M`, { headers: { ...browser, Host: 'evil.example' } });
    expect(rebound.status).toBe(421);
    expect(rebound.text).not.toMatch(/href|evil/);
  });

  it('is talked in over TLS and from its own computer, everyone hearing all of it in one order', async () => {
    const { local, lan } = await openSpace();
    const people = [await enter(local, 'ann'), await enter(local, 'bob'), await enter(local, 'cleo')];
    const [ann, bob, cleo] = people as [RawClient, RawClient, RawClient];
    await ann.connect();
    await bob.connect(`https://${lan}`, { rejectUnauthorized: false });
    await cleo.connect(`https://${lan}`, { rejectUnauthorized: false });
    const conversationId = await ann.general();
    // One of each length that a frame writes differently, many at once from both sides.
    const texts = [...'abcdefghij', 'k'.repeat(300), 'l'.repeat(19_900), '字'.repeat(19_900)];
    const sent = [ann, bob].flatMap((person) =>
      texts.map((text) => {
        const clientId = clientIdSchema.parse(uuid());
        return person.ask('message:send', { conversationId, clientId, text: `${text} ${person.userId}` });
      }),
    );
    await Promise.all(sent);
    const heard = ({ events }: RawClient) => events.filter(({ type }) => type === 'message.created');
    const everyone = () => people.map((person) => heard(person).length);
    await expect.poll(everyone).toEqual(people.map(() => texts.length * 2));
    expect(heard(bob)).toEqual(heard(ann));
    expect(heard(cleo)).toEqual(heard(ann));
    const seqs = heard(ann).map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  });

  it('writes events straight to the connections of who is not behind, TLS or not', async () => {
    const { local, lan } = await openSpace();
    const [ann, bob] = [await enter(local, 'ann'), await enter(local, 'bob')];
    await ann.connect();
    await bob.connect(`https://${lan}`, { rejectUnauthorized: false });
    const conversationId = await ann.general();
    const byWs = vi.spyOn(Sender.prototype, 'sendFrame');
    toDispose.push(() => byWs.mockRestore());
    for (const text of ['Who waters on Sunday?', 'I do'])
      await ann.ask('message:send', { conversationId, clientId: clientIdSchema.parse(uuid()), text });
    await expect.poll(() => bob.events.filter(({ type }) => type === 'message.created')).toHaveLength(2);
    const frames = byWs.mock.calls.map(([list]) => list.join(''));
    expect(frames.filter((frame) => frame.includes('42["events"'))).toEqual([]);
  });

  it('waits for the first byte, and for what is behind it, however it is cut', async () => {
    const { server } = await openSpace();
    const plain = connect(server.port, '127.0.0.1');
    plain.write('G');
    await new Promise((resolve) => plain.once('ready', resolve));
    plain.write('ET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n');
    expect(await readAll(plain)).toMatch(/^HTTP\/1\.1 200 /);
    const empty = connect(server.port, '127.0.0.1');
    empty.end();
    expect(await readAll(empty)).toBe('');
  });

  it('hangs up on who says nothing, begins a handshake and stops, or asks without end', async () => {
    const { server } = await openSpace({ limits: { connectTimeoutMs: 100 } });
    const silent = connect(server.port, String(lanAddress));
    const halfway = connect(server.port, String(lanAddress));
    halfway.write(Buffer.from([0x16, 0x03, 0x01]));
    const endless = connect(server.port, String(lanAddress));
    endless.write('GET / HTTP/1.1\r\n');
    const dripping = setInterval(() => endless.write('X-More: 1\r\n'), 20);
    for (const socket of [silent, halfway, endless]) socket.on('error', () => undefined);
    const ended = [silent, halfway, endless].map(
      (socket) => new Promise((resolve) => socket.resume().once('close', () => resolve('ended'))),
    );
    expect(await Promise.all(ended)).toEqual(['ended', 'ended', 'ended']);
    clearInterval(dripping);
    expect((await ask(`http://127.0.0.1:${server.port}/health`)).status).toBe(200);
  });

  it('closes at once, whoever is connected and however far they have come', async () => {
    const { server, lan, local } = await openSpace();
    const ann = await enter(local, 'ann');
    await ann.connect(`https://${lan}`, { rejectUnauthorized: false });
    const halfway = connect(server.port, String(lanAddress));
    halfway.write(Buffer.from([0x16]));
    const waiting = [
      connect(server.port, '127.0.0.1'),
      halfway,
      (await connectTls('127.0.0.1', server.port)).socket,
    ];
    const ended = waiting.map((socket) => {
      socket.on('error', () => undefined);
      return new Promise((resolve) => socket.resume().once('close', resolve));
    });
    const left = new Promise((resolve) => ann.socket.once('disconnect', resolve));
    await server.close();
    await Promise.all([left, ...ended]);
  });
});

describe('a certificate that is given', () => {
  async function openGiven(options: Partial<ServerOptions> = {}) {
    const folder = newFolder();
    const tls = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
    const put = ({ cert, key }: { cert: string; key: string }) => {
      writeFileSync(tls.certFile, cert);
      writeFileSync(tls.keyFile, key);
    };
    put(await newCertificate(['chat.example.org']));
    const warnings: string[] = [];
    const log = {
      debug() {},
      info() {},
      warn: (_: object, said: string) => void warnings.push(said),
      error() {},
    };
    return { ...(await openSpace({ tls, log, ...options })), put, tls, warnings };
  }

  it('is shown, and read again when its files have changed, while connections go on', async () => {
    const { server, put, tls, local, warnings } = await openGiven();
    const { port } = server;
    const before = server.pin;
    const ann = await enter(local, 'ann');
    await ann.connect(`https://127.0.0.1:${port}`, { rejectUnauthorized: false });
    const next = await newCertificate(['chat.example.org']);

    // Half of it is there: the former one stays, and that is said once.
    writeFileSync(tls.certFile, next.cert);
    await server.lookUpAddresses();
    await server.lookUpAddresses();
    expect([server.pin, warnings]).toEqual([before, ['The former certificate is kept.']]);

    put(next);
    await server.lookUpAddresses();
    expect(server.pin).not.toBe(before);
    const { socket, pin } = await connectTls('127.0.0.1', port);
    expect(pin).toBe(server.pin);
    socket.destroy();
    expect(await ann.codeOf('sync', { cursors: {} })).toBe('granted');
  });

  it.skipIf(lanAddress === undefined)('is asked for by its own name', async () => {
    const { lan } = await openGiven();
    const answer = await ask(`http://${lan}/`, { headers: { ...browser, Host: `chat.example.org:${lan}` } });
    expect(answer.status).toBe(421);
    const named = await ask(`http://${lan}/`, { headers: { ...browser, Host: 'chat.example.org:4100' } });
    expect([named.status, named.text.includes('https://chat.example.org:4100/')]).toEqual([200, true]);
    const page = await ask(`https://${lan}/`, { headers: { ...browser, Host: 'other.example.org' } });
    expect(page.status).toBe(421);
  });

  it.skipIf(lanAddress === undefined)(
    'sends browsers on to itself where an authority has signed it',
    async () => {
      const { lan, put, server } = await openGiven();
      put(await newSignedCertificate(['chat.example.org']));
      await server.lookUpAddresses();
      const headers = { ...browser, Host: 'chat.example.org:4100' };
      const sent = await ask(`http://${lan}/join/K7Q2M`, { headers });
      expect([sent.status, sent.headers.location]).toEqual([307, 'https://chat.example.org:4100/join/K7Q2M']);
      const rebound = await ask(`http://${lan}/`, { headers: { ...browser, Host: 'evil.example' } });
      expect([rebound.status, rebound.headers.location]).toEqual([421, undefined]);
      expect((await ask(`http://${lan}/health`)).status).toBe(426);
    },
  );

  it('keeps the server from starting when it is none, with nothing touched', async () => {
    const { tls } = await openGiven();
    const [one, other] = [await newCertificate(['one']), await newCertificate(['other'])];
    writeFileSync(tls.certFile, one.cert);
    writeFileSync(tls.keyFile, other.key);
    const starting = (dataFolder: string, files: typeof tls) =>
      startServer({ dataFolder, host: '127.0.0.1', port: 0, passwordCost: cheapPasswords, tls: files });
    await expect(starting(newFolder(), tls)).rejects.toThrow(StartError);
    await expect(starting(newFolder(), tls)).rejects.toThrow(/is not that of the certificate/);
    writeFileSync(tls.certFile, 'nothing');
    await expect(starting(newFolder(), tls)).rejects.toThrow(/no certificate and key/);
    const missing = { ...tls, keyFile: join(newFolder(), 'none.pem') };
    await expect(starting(newFolder(), missing)).rejects.toThrow(/cannot be read/);
  });
});

describe('a space on loopback alone', () => {
  it('speaks plain HTTP, and makes no key', async () => {
    const { server, dataFolder } = await openSpace({ host: '127.0.0.1' });
    expect([server.url, server.pin]).toEqual([`http://127.0.0.1:${server.port}`, null]);
    expect(readdirSync(dataFolder).filter((name) => name.startsWith('tls'))).toEqual([]);
  });
});

it('a damaged key keeps a space from starting, and leaves port and folder free', async () => {
  const { server, dataFolder, start } = await openSpace();
  const { port } = server;
  await server.close();
  writeFileSync(join(dataFolder, 'tls.key'), 'damaged');
  await expect(start(port)).rejects.toMatchObject({ name: 'StartError', code: 'certificate' });
  rmSync(join(dataFolder, 'tls.key'));
  const again = await start(port);
  toDispose.push(() => again.close());
  expect(again.pin).not.toBe(server.pin);
});
