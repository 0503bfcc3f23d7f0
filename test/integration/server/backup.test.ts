import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RunningServer, startServer } from '../../../src/server/startServer.ts';
import { type ConversationId, clientIdSchema } from '../../../src/shared/model/ids.ts';
import { healthSchema } from '../../../src/shared/protocol/http.ts';
import { openDatabase } from '../../../src/sqlite/openDatabase.ts';
import { cheapPasswords } from '../../support/space/createTestSpace.ts';
import { freePort } from '../../support/space/freePort.ts';
import { LivePerson } from '../../support/space/LivePerson.ts';
import { RawClient } from '../../support/space/RawClient.ts';
import { ServerProcess } from '../../support/space/ServerProcess.ts';

/** Checks a copy for as long as whoever tests wants. */
const HELD_CHECK = join(import.meta.dirname, '../../support/space/heldCheck.worker.ts');

let folder: string;
let data: string;
let backup: string;
const servers = new Set<RunningServer>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-backup-'));
  data = join(folder, 'data');
  backup = join(folder, 'backup.sqlite');
});
afterEach(async () => {
  for (const server of servers) await server.close();
  servers.clear();
  rmSync(folder, { recursive: true, force: true });
});

async function start(dataFolder = data, wanted?: number, checkWorkerPath?: string): Promise<RunningServer> {
  const port = wanted ?? (await freePort());
  const limits = { send: { perSecond: 1e6, burst: 1e6 } };
  const options = { registration: 'open', passwordCost: cheapPasswords, limits, checkWorkerPath } as const;
  const server = await startServer({ dataFolder, host: '127.0.0.1', port, ...options });
  servers.add(server);
  return server;
}
async function stop(server: RunningServer): Promise<void> {
  servers.delete(server);
  await server.close();
}
/** Runs a command, and gives back what it said to whoever typed it. */
async function command(...words: string[]): Promise<string> {
  const { code, stderr } = await ServerProcess.run([...words, '--data', data]);
  if (code !== 0) throw new Error(stderr.trim());
  return stderr.trim();
}
const identityAt = async (url: string) => healthSchema.parse(await (await fetch(`${url}/health`)).json());
const say = (person: RawClient, conversationId: ConversationId, text: string) =>
  person.ask('message:send', { conversationId, clientId: clientIdSchema.parse(v7()), text });
/** What was said first. */
async function textsOf(person: RawClient, conversationId: ConversationId): Promise<string[]> {
  const { messages } = await person.ask('history', { conversationId, afterSeq: 0, limit: 200 });
  return messages.map(({ text }) => text);
}

describe('a backup', () => {
  it('is checked beside the server, which answers everyone meanwhile', async () => {
    const server = await start(data, undefined, HELD_CHECK);
    const ann = await RawClient.register(server.url, 'ann');
    await ann.connect();
    const general = await ann.general();
    const made = command('backup', backup);
    // The check goes on until it is let go: a server that waited for it would not answer before that.
    await vi.waitUntil(() => existsSync(`${backup}.part.begun`), { timeout: 60_000 });
    const said = await say(ann, general, 'Is it slow today?');
    expect(said.message.text).toBe('Is it slow today?');
    expect((await identityAt(server.url)).status).toBe('ok');
    expect(existsSync(backup)).toBe(false);
    writeFileSync(`${backup}.part.go`, '');
    await made;
    expect(existsSync(backup)).toBe(true);
  });

  it('is called off while it is checked, by a server that stops', async () => {
    const server = await start(data, undefined, HELD_CHECK);
    const made = command('backup', backup);
    await vi.waitUntil(() => existsSync(`${backup}.part.begun`), { timeout: 60_000 });
    const [failed] = await Promise.allSettled([made, stop(server)]);
    expect(failed).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringContaining('stopped before the backup was made') },
    });
    expect(readdirSync(folder).filter((name) => /sqlite(\.part)?$/.test(name))).toEqual([]);
  });

  it('made while people write is one whole file, with what had been acknowledged and the keys', async () => {
    const server = await start();
    const ann = await RawClient.register(server.url, 'ann');
    await ann.connect();
    const general = await ann.general();
    for (let number = 1; number <= 50; number++) await say(ann, general, `before ${number}`);
    const before = await textsOf(ann, general);
    let writing = true;
    const written = (async () => {
      for (let number = 1; writing; number++) await say(ann, general, `meanwhile ${number}`);
    })();
    await command('backup', backup);
    writing = false;
    await written;
    await stop(server);
    ann.close();

    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual(['backup.sqlite']);
    if (process.platform !== 'win32') expect(statSync(backup).mode & 0o777).toBe(0o600);
    const elsewhere = join(folder, 'elsewhere');
    const restored = await ServerProcess.run(['restore', backup, '--data', elsewhere]);
    expect(restored).toMatchObject({ code: 0, stdout: '' });
    const again = await start(elsewhere);
    // The key came along: a token that was given out before is good for what it was.
    await ann.connect(again.url);
    const after = await textsOf(ann, general);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length).every((text) => text.startsWith('meanwhile '))).toBe(true);
    ann.close();
  });

  it('is readable to its owner alone while it is made, too', async () => {
    await stop(await start());
    const seen = new Set<number>();
    const watching = watch(folder, (_event, name) => {
      if (name?.startsWith('backup') && existsSync(join(folder, name)))
        seen.add(statSync(join(folder, name)).mode & 0o777);
    });
    await command('backup', backup);
    watching.close();
    expect([...seen]).toEqual([0o600]);
  });

  it('is made of a space that nobody runs, as well', async () => {
    await stop(await start());
    expect(await command('backup', backup)).toContain('keep it as safe as the space itself');
    expect(existsSync(backup)).toBe(true);
  });

  it('never writes over a file, and leaves nothing half-done', async () => {
    const server = await start();
    writeFileSync(backup, 'something dear');
    await expect(command('backup', backup)).rejects.toThrow('is there already, and is left as it is');
    expect(readFileSync(backup, 'utf8')).toBe('something dear');
    await expect(command('backup', join(folder, 'nowhere', 'backup'))).rejects.toThrow('does not exist');
    await stop(server);
    expect(readdirSync(folder).sort()).toEqual(['backup.sqlite', 'data']);
  });

  it('is of no use to whoever opens it as something else, and other files are of none to "restore"', async () => {
    await stop(await start());
    const [file] = ['notes.sqlite', 'noise.sqlite'].map((name) => join(folder, name));
    const other = openDatabase(file ?? '', { synchronous: 'NORMAL' });
    other.exec('CREATE TABLE notes (text TEXT) STRICT');
    other.close();
    const noise = join(folder, 'noise.sqlite');
    writeFileSync(noise, 'noise '.repeat(2000));
    const before = readFileSync(join(data, 'space.sqlite'));
    for (const wrong of [file ?? '', noise, join(data, 'space.sqlite')])
      await expect(command('restore', wrong, '--replace')).rejects.toThrow('not a backup of a space');
    await expect(command('restore', join(folder, 'missing'))).rejects.toThrow('There is no file');
    expect(readFileSync(join(data, 'space.sqlite')).equals(before)).toBe(true);
    expect(readdirSync(data).filter((name) => name.includes('restoring'))).toEqual([]);
  });

  it('of a newer version is refused by an older one, with nothing touched', async () => {
    await stop(await start());
    await command('backup', backup);
    const file = openDatabase(backup, { synchronous: 'NORMAL' });
    file.pragma('user_version = 999');
    file.close();
    await expect(command('restore', backup, '--replace')).rejects.toThrow('newer version of Parley');
    await stop(await start());
  });

  it('that was cut short by a bad disk is noticed before anything is replaced', async () => {
    const server = await start();
    const ann = await RawClient.register(server.url, 'ann');
    await ann.connect();
    const general = await ann.general();
    for (let number = 1; number <= 200; number++) await say(ann, general, `${number} `.repeat(50));
    ann.close();
    await stop(server);
    await command('backup', backup);
    const bytes = readFileSync(backup);
    bytes.fill(0x55, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 8192);
    writeFileSync(backup, bytes);
    await expect(command('restore', backup, '--replace')).rejects.toThrow('damaged');
    const again = await start();
    await ann.connect(again.url);
    expect(await textsOf(ann, general)).toHaveLength(200);
    ann.close();
  });
});

describe('a restore', () => {
  it('S11: rehearsed on damaged data, brings everyone back, and what they had not got through is sent', async () => {
    const server = await start();
    const { port } = server;
    const before = await identityAt(server.url);
    const ann = await LivePerson.register(server.url, folder, 'ann');
    const bob = await LivePerson.register(server.url, folder, 'bob');
    await expect.poll(() => bob.general()).toBeDefined();
    await expect.poll(() => ann.general()).toBeDefined();
    const conversationId = (await ann.general()) ?? ('' as ConversationId);
    const write = async (text: string) => {
      const delivered = ann.delivered;
      await ann.engine.sendMessage({ conversationId, text });
      await expect.poll(() => ann.delivered).toBe(delivered + 1);
    };
    await write('before the backup');
    await command('backup', backup);
    await write('after the backup');
    await stop(server);
    await ann.engine.sendMessage({ conversationId, text: 'while it was away' });

    const database = join(data, 'space.sqlite');
    const bytes = readFileSync(database);
    bytes.fill(0x55, 0, 4096);
    writeFileSync(database, bytes);
    await expect(start(data, port)).rejects.toMatchObject({ code: 'damaged' });
    await expect(command('restore', backup)).rejects.toThrow('With --replace it is set aside');
    expect(readFileSync(database).equals(bytes), 'never overwritten').toBe(true);
    const said = await command('restore', backup, '--replace');
    const aside = /The space that was there is now (.+)/.exec(said)?.[1] ?? '';
    expect(readFileSync(aside).equals(bytes), 'nothing is deleted').toBe(true);

    const { epoch } = await identityAt((await start(data, port)).url);
    expect(epoch).not.toBe(before.epoch);
    for (const { engine } of [ann, bob]) engine.reconnect();
    const texts = ['before the backup', 'while it was away'];
    for (const person of [ann, bob]) {
      const held = async () => (await person.history(conversationId)).map(({ text }) => text);
      await expect.poll(held).toEqual(texts);
      expect(person.restored).toHaveLength(1);
      await person.close();
    }
  });

  it('sets aside what is left of a space whose database is gone, so that it is not written into the restored one', async () => {
    const server = await start();
    const ann = await RawClient.register(server.url, 'ann');
    await ann.connect();
    const general = await ann.general();
    await say(ann, general, 'before');
    await command('backup', backup);
    ann.close();
    await stop(server);
    rmSync(join(data, 'space.sqlite'));
    writeFileSync(join(data, 'space.sqlite-wal'), 'of another database');
    await expect(command('restore', backup)).rejects.toThrow('With --replace');
    await command('restore', backup, '--replace');
    expect(readdirSync(data).filter((name) => name.endsWith('-wal'))).toEqual([
      expect.stringMatching(/^space\.sqlite\.before-/),
    ]);
    const again = await start();
    await ann.connect(again.url);
    expect(await textsOf(ann, general)).toEqual(['before']);
    ann.close();
  });

  it('that was cut off is not taken for a space to be founded anew', async () => {
    const server = await start();
    const { spaceId } = server;
    await command('backup', backup);
    await stop(server);
    renameSync(join(data, 'space.sqlite'), join(data, 'space.sqlite.before-2026'));
    await expect(start()).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('cut off'),
    });
    await command('restore', backup);
    expect((await start()).spaceId).toBe(spaceId);
  });

  it('is refused beside a running server', async () => {
    await start();
    await command('backup', backup);
    await expect(command('restore', backup, '--replace')).rejects.toThrow('in use');
  });
});

describe('the command line', () => {
  it.each([
    [['restore'], 'wants one file'],
    [['restore', 'a', 'b'], 'wants one file'],
    [['backup'], 'wants the file'],
    [['--replace'], '--replace is of'],
    [['--backup-hours', '3'], 'want --backup-folder'],
    [['--backup-folder', 'x', '--backup-hours', 'often'], 'is a number'],
    [['--backup-folder', 'x', '--backup-keep', '0'], 'is a whole number'],
  ])('%j is refused in one line', async (words, reason) => {
    await expect(command(...words)).rejects.toThrow(reason);
    expect(existsSync(data)).toBe(false);
  });

  it('backs a space up by itself while it runs', async () => {
    const made = join(folder, 'made');
    const args = ['--port', '0', '--data', data, '--backup-folder', made, '--backup-keep', '2'];
    const { server, url } = await ServerProcess.start(args);
    await RawClient.register(url, 'ann');
    await expect.poll(() => (existsSync(made) ? readdirSync(made) : [])).toHaveLength(1);
    await expect
      .poll(async () => (await fetch(`${url}/metrics`)).text())
      .toMatch(/^parley_last_backup_timestamp_seconds [1-9]/m);
    const ended = server.ended();
    server.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });
});
