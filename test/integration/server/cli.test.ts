import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readInviteLink } from '../../../src/shared/model/inviteLink.ts';
import { fingerprintOf, inGroups } from '../../../src/shared/model/trust.ts';
import { healthSchema } from '../../../src/shared/protocol/http.ts';
import { openDatabase } from '../../../src/sqlite/openDatabase.ts';
import { builtFiles, writeWebClient } from '../../support/space/builtWebClient.ts';
import { freePort } from '../../support/space/freePort.ts';
import { ask, connectTls, newCertificate } from '../../support/space/overNetwork.ts';
import { post } from '../../support/space/RawClient.ts';
import { ServerProcess } from '../../support/space/ServerProcess.ts';

let folder = '';
let data = '';
const running = new Set<ServerProcess>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-cli-'));
  data = join(folder, 'data');
});
afterEach(async () => {
  for (const server of running) {
    const ended = server.ended();
    server.kill('SIGKILL');
    await ended;
  }
  running.clear();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (args: string[] = [], env?: Record<string, string>) => {
  const started = await ServerProcess.start(['--port', '0', '--data', data, ...args], env);
  running.add(started.server);
  return started;
};
const stop = async (server: ServerProcess, signal: NodeJS.Signals = 'SIGTERM') => {
  running.delete(server);
  const ended = server.ended();
  server.kill(signal);
  return ended;
};
const account = (username: string, invite?: string) => ({
  username,
  displayName: username,
  password: 'correct horse',
  ...(invite === undefined ? {} : { invite }),
});
const register = async (url: string, username: string, invite?: string) =>
  (await post(url, '/api/auth/register', account(username, invite))).status;
const contentOf = (path: string) =>
  Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'base64')]));

describe('npm run server', () => {
  it('serves the web client of the folder it is told of, and none where it is told so', async () => {
    const web = join(folder, 'web');
    const none = await ServerProcess.run(['--data', data, '--web', web]);
    expect(none).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('There is no web client in'),
    });
    writeWebClient(web);
    const { server, url } = await start([], { PARLEY_WEB: web });
    expect(await (await fetch(url)).text()).toBe(builtFiles['index.html']);
    await stop(server);
    const bare = await start(['--web', 'off'], { PARLEY_WEB: web });
    expect((await fetch(bare.url)).status).toBe(404);
  });

  it('says one line when it listens, and answers there', async () => {
    const { server, url } = await start(['--name', 'Team']);
    expect(server.stdout).toBe(`Parley is listening on ${url}\n`);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const health = await (await fetch(`${url}/health`)).json();
    expect(health).toMatchObject({ status: 'ok', name: 'Team', protocol: 1, connections: 0 });
    for (const line of server.stderr.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
    if (process.platform !== 'win32') expect(statSync(join(data, 'token.key')).mode & 0o777).toBe(0o600);
  });

  it('takes its options from the environment as well', async () => {
    const env = {
      PARLEY_NAME: 'From outside',
      PARLEY_DATA: data,
      PARLEY_PORT: '0',
      PARLEY_REGISTRATION: 'open',
    };
    const { server, url } = await ServerProcess.start([], env);
    running.add(server);
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ name: 'From outside' });
    expect([await register(url, 'ann'), await register(url, 'bob')]).toEqual([201, 201]);
  });

  it('speaks TLS beyond this computer, and tells on stderr what people compare, and a link with the key', async () => {
    const { server, url } = await start(['--host', '0.0.0.0']);
    expect(server.stdout).toBe(`Parley is listening on ${url}\n`);
    expect(url).toMatch(/^https:\/\/0\.0\.0\.0:\d+$/);
    const { port } = new URL(url);
    const { pin } = healthSchema.parse(await (await fetch(`http://127.0.0.1:${port}/health`)).json());
    const connected = await connectTls('127.0.0.1', Number(port));
    connected.socket.destroy();
    expect(connected.pin).toBe(pin);
    expect(server.stderr).toContain(`public key, SHA-256: ${fingerprintOf(connected.pin)}\n`);
    expect(server.stderr).toContain(inGroups(connected.certificate.fingerprint256.replaceAll(':', '')));
    if (process.platform !== 'win32') expect(statSync(join(data, 'tls.key')).mode & 0o777).toBe(0o600);

    const { stdout, stderr } = await ServerProcess.run(['invite', 'create', '--data', data]);
    const link = readInviteLink(/https:\S+/.exec(stderr)?.[0] ?? '');
    expect(link).toMatchObject({ invite: stdout.trim(), pin });
  });

  it('says what it means to go without TLS, but not where a proxy sees to it', async () => {
    const risk = /Without TLS everyone/;
    const { server, url } = await start(['--host', '0.0.0.0', '--tls', 'off']);
    expect(url).toMatch(/^http:/);
    expect(server.stderr).toMatch(risk);
    await stop(server);
    const behind = await start(['--host', '0.0.0.0', '--behind-proxy'], { PARLEY_TLS: 'off' });
    expect(behind.server.stderr).not.toMatch(risk);
    await stop(behind.server);
    expect((await start()).server.stderr).not.toMatch(risk);
  });

  it('takes a certificate and its key, and says what is wrong with them', async () => {
    const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const given = ['--tls', `${certFile},${keyFile}`];
    const none = await ServerProcess.run(['--port', '0', '--data', data, ...given]);
    expect(none).toMatchObject({ code: 1, stdout: '', stderr: `${certFile} cannot be read.\n` });
    const { cert, key } = await newCertificate(['chat.example.org']);
    writeFileSync(certFile, cert);
    writeFileSync(keyFile, key);
    const { url } = await start(given);
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:/);
    expect((await ask(`${url}/health`)).status).toBe(200);
    for (const wrong of ['on', `${certFile}`, 'a,b,c']) {
      const refused = await ServerProcess.run(['--tls', wrong]);
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--tls is "auto"') });
    }
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s, leaving nothing to repair', async (signal) => {
    const { server, url } = await start();
    expect(await register(url, 'ann')).toBe(201);
    const { code, stdout } = await stop(server, signal);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `Parley is listening on ${url}\n` });
    expect(readdirSync(data).sort()).toEqual(['lock', 'space.sqlite', 'token.key']);
  });

  it('starts again at once after a kill, with the same space on the same port', async () => {
    const { server, url } = await start(['--port', String(await freePort())]);
    expect(await register(url, 'ann')).toBe(201);
    const before = await (await fetch(`${url}/health`)).json();
    await stop(server, 'SIGKILL');
    const again = await start(['--port', new URL(url).port]);
    expect(again.url).toBe(url);
    const after = await (await fetch(`${url}/health`)).json();
    expect(after).toMatchObject({ spaceId: before.spaceId, epoch: before.epoch, name: before.name });
    expect(after.incarnation).not.toBe(before.incarnation);
  });

  it('keeps its name unless it is given another', async () => {
    const first = await start(['--name', 'Before']);
    await stop(first.server);
    const second = await start();
    expect(await (await fetch(`${second.url}/health`)).json()).toMatchObject({ name: 'Before' });
    await stop(second.server);
    const third = await start(['--name', 'After']);
    expect(await (await fetch(`${third.url}/health`)).json()).toMatchObject({ name: 'After' });
  });
});

describe('invites', () => {
  it('are needed after the first account, and made beside a running server', async () => {
    const { server, url } = await start();
    expect(await register(url, 'ann')).toBe(201);
    expect(await register(url, 'bob')).toBe(403);
    const { code, stdout } = await ServerProcess.run(['invite', 'create', '--data', data]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}\n$/);
    expect(await register(url, 'bob', 'ABCDE-ABCDE-ABCDE-ABCDE')).toBe(403);
    expect(await register(url, 'bob', stdout.trim().toLowerCase())).toBe(201);
    await stop(server);
    const later = await ServerProcess.run(['invite', 'create', '--data', data]);
    const again = await start();
    expect(await register(again.url, 'cleo', later.stdout.trim())).toBe(201);
  });

  it('are made in a folder whose path is too long for a socket', async () => {
    data = join(folder, 'x'.repeat(120), 'data');
    await start();
    const { code, stdout } = await ServerProcess.run(['invite', 'create', '--data', data]);
    expect({ code, lines: stdout.split('\n').length }).toEqual({ code: 0, lines: 2 });
  });

  it('are not made where there is no space', async () => {
    const { code, stderr } = await ServerProcess.run(['invite', 'create', '--data', data]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: `There is no space in ${data}.\n` });
    expect(existsSync(data)).toBe(false);
  });

  it('beyond this computer, the first account needs the setup code on the screen', async () => {
    const { server, url } = await start(['--host', '0.0.0.0']);
    // This computer needs no TLS.
    const local = `http://127.0.0.1:${new URL(url).port}`;
    const code = /setup code (\S+)\n/.exec(server.stderr)?.[1];
    expect(await register(local, 'thief')).toBe(403);
    expect(await register(local, 'thief', 'ABCDE-ABCDE-ABCDE-ABCDE')).toBe(403);
    expect(await register(local, 'ann', code)).toBe(201);
    expect(await register(local, 'bob', code)).toBe(403);
  });
});

describe('what stops a start', () => {
  const refused = async (args: string[], words: RegExp) => {
    const { code, stdout, stderr } = await ServerProcess.run(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  };

  it('a taken port, with nothing touched', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    await refused(
      ['--port', port, '--data', data],
      /^Port \d+ on 127\.0\.0\.1 is in use by another program\.$/m,
    );
    expect(existsSync(data)).toBe(false);
    other.close();
  });

  it('a folder that cannot be written', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'mine');
    await refused(['--port', '0', '--data', join(file, 'data')], /cannot be written|cannot be opened/);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('a second server on the same folder', async () => {
    const { url } = await start();
    await refused(['--port', '0', '--data', data], /is in use by another Parley\.$/m);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it('data of a newer version', async () => {
    const { server } = await start();
    await stop(server);
    const database = openDatabase(join(data, 'space.sqlite'), { synchronous: 'FULL' });
    database.pragma('user_version = 99');
    database.close();
    const before = contentOf(data);
    await refused(['--port', '0', '--data', data], /was written by a newer version of Parley/);
    expect(contentOf(data)).toEqual(before);
  });

  it('data that is damaged', async () => {
    mkdirSync(data);
    writeFileSync(join(data, 'space.sqlite'), 'this is not a database '.repeat(100));
    const before = contentOf(data);
    await refused(['--port', '0', '--data', data], /is not a database/);
    expect(contentOf(data)).toMatchObject(before);
  });

  it.each([
    [['--prot', '1'], /--prot/],
    [['--port', 'high'], /"high" is not a port/],
    [['--port', '70000'], /"70000" is not a port/],
    [['--registration', 'closed'], /"open" or "invite"/],
    [['--name', ' '], /name of the space/],
    [['invite', 'destroy'], /no command "invite destroy"/],
    [['invite', 'revoke'], /"invite revoke" wants the id/],
    [['invite', 'revoke', 'x'], /The id "x" will not do/],
    [['invite', 'list', 'all'], /does not take "all"/],
    [['invite', 'create', '--uses', '0'], /--uses "0" will not do/],
    [['invite', 'create', '--role', 'owner'], /--role "owner" will not do/],
    [['user', 'list', '--json'], /does not take --json/],
    [['audit', '--since', 'yesterday'], /--since "yesterday" will not do/],
    [['--json'], /--json is of a command/],
  ])('%j', async (args, words) => {
    await refused([...args, '--data', data], words);
    expect(existsSync(data)).toBe(false);
  });
});
