import { createHmac, scryptSync } from 'node:crypto';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { ServerOptions } from '../../../src/server/startServer.ts';
import { normalizeCode, proofText } from '../../../src/shared/model/spokenCode.ts';
import { httpErrorSchema, provedSchema, sessionSchema } from '../../../src/shared/protocol/http.ts';
import { createTestSpace } from '../../support/space/createTestSpace.ts';
import { ask, connectTls, newCertificate } from '../../support/space/overNetwork.ts';
import { RawClient } from '../../support/space/RawClient.ts';

const toDispose: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const dispose of toDispose.splice(0).reverse()) await dispose();
});

const NONCE = Buffer.alloc(16, 7).toString('base64url');

/** A space with a key of its own that Ann owns, and that others come into by invite alone. */
async function openSpace(options: Partial<ServerOptions> = {}) {
  const space = await createTestSpace({ host: '0.0.0.0', tls: 'auto', registration: 'invite', ...options });
  toDispose.push(space.dispose);
  const { port } = space.server;
  const ann = await RawClient.register(`http://127.0.0.1:${port}`, 'ann');
  await ann.connect();
  toDispose.push(() => ann.close());
  return { ...space, port, url: `https://127.0.0.1:${port}`, ann };
}

const join = (url: string, username: string, invite: string) => {
  const body = { username, displayName: username, password: 'correct horse', invite };
  return ask(`${url}/api/auth/register`, { method: 'POST', body });
};

/** What an app does with a code before it says it: whether the server at this port, by the key that it shows, knows it. */
async function isProved(port: number, code: string): Promise<boolean> {
  const { socket, pin } = await connectTls('127.0.0.1', port);
  socket.destroy();
  const url = `https://127.0.0.1:${port}/api/invite/prove`;
  const { status, text } = await ask(url, { method: 'POST', body: { nonce: NONCE } });
  expect(status).toBe(200);
  const { scrypt, proofs } = provedSchema.parse(JSON.parse(text));
  expect(scrypt).toEqual({ N: 32_768, r: 8, p: 1 });
  return proofs.some(({ salt, proof }) => {
    const cost = { ...scrypt, maxmem: 256 * scrypt.N * scrypt.r };
    const key = scryptSync(normalizeCode(code), Buffer.from(salt, 'base64url'), 32, cost);
    return createHmac('sha256', key).update(proofText(pin, NONCE)).digest('base64url') === proof;
  });
}

it('lets in who heard it, once the server has proved itself, and nobody a second time', async () => {
  const { port, url, ann } = await openSpace();
  const { code } = await ann.ask('invite:speak', {});
  expect(await isProved(port, code)).toBe(true);
  const joined = await join(url, 'bob', code.toLowerCase());
  expect(joined.status).toBe(201);
  expect(sessionSchema.parse(JSON.parse(joined.text)).user).toMatchObject({
    username: 'bob',
    role: 'member',
  });
  expect((await join(url, 'mallory', code)).status).toBe(403);
  expect(await isProved(port, code)).toBe(false);
});

it('makes one account, though two say it at the same moment', async () => {
  const { url, ann } = await openSpace();
  const { code } = await ann.ask('invite:speak', {});
  const answers = await Promise.all([
    join(url, 'bob', code),
    join(url, 'cleo', code),
    join(url, 'dan', code),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403]);
});

it('stays good for who chose a name that is taken', async () => {
  const { url, ann } = await openSpace();
  const { code } = await ann.ask('invite:speak', {});
  expect((await join(url, 'ann', code)).status).toBe(409);
  expect((await join(url, 'anna', code)).status).toBe(201);
});

it('is proved by nobody in between, who passes everything on and has another key', async () => {
  const { port, ann } = await openSpace();
  const { code } = await ann.ask('invite:speak', {});
  const between = createServer(await newCertificate(['localhost'], ['127.0.0.1']), (asked, answer) => {
    const { url: path, method, headers } = asked;
    const passed = request({ host: '127.0.0.1', port, path, method, headers, rejectUnauthorized: false });
    asked.pipe(passed).on('response', (response) => {
      answer.writeHead(response.statusCode ?? 500, response.headers);
      response.pipe(answer);
    });
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  toDispose.push(() => void between.close());
  expect(await isProved((between.address() as AddressInfo).port, code)).toBe(false);
  expect(await isProved(port, code)).toBe(true);
});

it('is void with all others after ten guesses', async () => {
  const { port, url, ann } = await openSpace();
  const codes = [await ann.ask('invite:speak', {}), await ann.ask('invite:speak', {})].map(
    ({ code }) => code,
  );
  const guesses = Array.from({ length: 10 }, (_, at) => join(url, `guess${at}`, `0000-000${at}`));
  expect((await Promise.all(guesses)).map(({ status }) => status)).toEqual(Array(10).fill(403));
  for (const code of codes) {
    expect((await join(url, 'bob', code)).status).toBe(403);
    expect(await isProved(port, code)).toBe(false);
  }
  const { records } = await ann.ask('audit:list', { act: 'invite.revoked', limit: 10 });
  expect(records.map(({ actor, detail }) => [actor.kind, detail['why']])).toEqual([
    ['space', 'guessed'],
    ['space', 'guessed'],
  ]);
});

it('is forgotten when the server is started again, and can be revoked before', async () => {
  const { server, start, port, url, ann } = await openSpace();
  const { code: revoked } = await ann.ask('invite:speak', {});
  const { invites } = await ann.ask('invite:list', {});
  const [invite] = invites;
  if (invite === undefined) throw new Error('The code is among no invites.');
  expect(invite).toMatchObject({ uses: 1, role: 'member', createdBy: ann.userId });
  await ann.ask('invite:revoke', { inviteId: invite.id });
  expect((await join(url, 'bob', revoked)).status).toBe(403);
  const { code } = await ann.ask('invite:speak', {});
  ann.close();
  await server.close();
  const again = await start(port);
  toDispose.push(() => again.close());
  expect((await join(url, 'bob', code)).status).toBe(403);
});

it('is made for owners and admins alone, and not where the server has no key', async () => {
  const { url, ann } = await openSpace();
  const { code } = await ann.ask('invite:speak', {});
  const bob = new RawClient(
    url.replace('https', 'http'),
    sessionSchema.parse(JSON.parse((await join(url, 'bob', code)).text)),
  );
  await bob.connect();
  toDispose.push(() => bob.close());
  expect(await bob.codeOf('invite:speak', {})).toBe('forbidden');
  const plain = await openSpace({ host: '127.0.0.1' });
  expect(await plain.ann.codeOf('invite:speak', {})).toBe('conflict');
});

it('is proved as often as an address may ask, and refused after that', async () => {
  const { url } = await openSpace({ limits: { provePerAddress: { perSecond: 0.001, burst: 2 } } });
  const proving = (nonce: string) => ask(`${url}/api/invite/prove`, { method: 'POST', body: { nonce } });
  expect((await proving('short')).status).toBe(400);
  expect((await proving(NONCE)).status).toBe(200);
  expect((await proving(NONCE)).status).toBe(200);
  const { status, text } = await proving(NONCE);
  expect([status, httpErrorSchema.parse(JSON.parse(text)).error.code]).toEqual([429, 'rate_limited']);
});
