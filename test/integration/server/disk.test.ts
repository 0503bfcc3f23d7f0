import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConversationId, clientIdSchema } from '../../../src/shared/model/ids.ts';
import type { Acknowledgement } from '../../../src/shared/protocol/requests.ts';
import { Disk, whyNoDisks } from '../../support/chaos/Disk.ts';
import { FailingDisk, whyNoFailingDisks } from '../../support/chaos/FailingDisk.ts';
import { freePort } from '../../support/space/freePort.ts';
import { RawClient } from '../../support/space/RawClient.ts';
import { ServerProcess } from '../../support/space/ServerProcess.ts';

const probe = mkdtempSync(join(tmpdir(), 'parley-disk-'));
const noDisks = whyNoDisks(probe);
const noFailingDisks = whyNoFailingDisks(probe);
rmSync(probe, { recursive: true, force: true });

let folder: string;
let disk: Disk | undefined;
let failing: FailingDisk | undefined;
let data: string;
let server: ServerProcess;
let ann: RawClient;
let general: ConversationId;

async function start(port?: number): Promise<void> {
  const args = [
    '--port',
    `${port ?? (await freePort())}`,
    '--data',
    data,
    '--registration',
    'open',
    '--web',
    'off',
  ];
  const started = await ServerProcess.start(args);
  server = started.server;
  if (port === undefined) {
    ann = await RawClient.register(started.url, 'ann');
    await ann.connect();
    general = await ann.general();
  } else await ann.connect();
}
async function stop(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  server.kill(signal);
  await server.ended();
}
const portOf = (): number => Number(new URL(/http:\S+/.exec(server.stdout)?.[0] ?? '').port);
const say = (text: string): Promise<Acknowledgement> =>
  ann.send('message:send', { conversationId: general, clientId: clientIdSchema.parse(v7()), text });
async function texts(): Promise<string[]> {
  const { messages } = await ann.ask('history', { conversationId: general, afterSeq: 0, limit: 200 });
  return messages.map(({ text }) => text);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-disk-'));
  data = join(folder, 'data');
});
afterEach(async () => {
  ann.close();
  await stop();
  disk?.remove();
  disk = undefined;
  failing?.remove();
  failing = undefined;
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(noDisks !== undefined)(`a disk${noDisks === undefined ? '' : ` (${noDisks})`}`, () => {
  beforeEach(async () => {
    disk = new Disk(data, 32);
    await start();
  });

  it('that is full: new messages are refused for now, what is there can be read, and there is no need to start again', async () => {
    const kept: string[] = [];
    const write = async (text: string): Promise<Acknowledgement> => {
      const answer = await say(text);
      if (answer.ok) kept.push(text);
      return answer;
    };
    await write('before');
    disk?.fill();
    // The log may have room left in it from before; then it has to grow.
    let answer = await write('the first');
    for (let number = 0; answer.ok && number < 100; number++) answer = await write(`${number} `.repeat(1000));
    expect(answer).toMatchObject({ ok: false, error: { code: 'storage_full', retryable: true } });
    expect(await texts()).toEqual(kept);
    disk?.free();
    expect(await write('after')).toMatchObject({ ok: true });
    expect(await texts()).toEqual(kept);

    await stop();
    await start(portOf());
    expect(await texts(), 'all that was acknowledged, and nothing else').toEqual(kept);
  });

  it('that is read-only: nothing is begun on it, and whoever begins is told why', async () => {
    await say('before');
    const port = portOf();
    await stop();
    disk?.setReadOnly(true);
    const refused = await ServerProcess.run(['--port', `${port}`, '--data', data]);
    expect(refused.code).toBe(1);
    expect(refused.stderr.trim()).toMatch(/^\S+space.sqlite cannot be written\.$/);
    disk?.setReadOnly(false);
    await start(port);
    expect(await texts()).toEqual(['before']);
  });
});

describe.skipIf(noFailingDisks !== undefined)(
  `a disk that becomes read-only while the server runs${noFailingDisks === undefined ? '' : ` (${noFailingDisks})`}`,
  () => {
    it('takes nothing new, and says so, what is there can be read, and all that was acknowledged is there once it is mended', async () => {
      failing = new FailingDisk(data);
      await start();
      const kept = ['one', 'two', 'three'];
      for (const text of kept) expect(await say(text)).toMatchObject({ ok: true });
      failing.fail();
      for (let number = 0; number < 3; number++) {
        const answer = await say(`refused ${number}`);
        expect(answer).toMatchObject({ ok: false, error: { code: 'storage_full', retryable: true } });
        expect(await texts()).toEqual(kept);
      }

      const port = portOf();
      await stop();
      failing.mend();
      await start(port);
      expect(await texts()).toEqual(kept);
      expect(await say('four')).toMatchObject({ ok: true });
      expect(await texts()).toEqual([...kept, 'four']);
    });
  },
);

describe('a file that is damaged', () => {
  const PAGE_BYTES = 4096;
  /** Noise from this page on, as on a disk that goes bad; counted from the end where it is negative. */
  function damage(page: number): void {
    const path = join(data, 'space.sqlite');
    const bytes = readFileSync(path);
    const from = (page < 0 ? bytes.length : 0) + page * PAGE_BYTES;
    for (let at = from; at < bytes.length; at++) bytes[at] = (at * 31) % 251;
    writeFileSync(path, bytes);
  }

  it('before the server starts is told of in the log soon after, with what to do, whoever asks for it or not', async () => {
    await start();
    for (let number = 0; number < 40; number++) await say(`${number} `.repeat(400));
    const port = portOf();
    await stop('SIGTERM');
    // Where what was written last is, which nobody asks for; a server that cannot even begin says so at once.
    damage(-4);
    await start(port);
    expect(await server.says(/(The data of this space is damaged.*restore FILE --replace)/)).toBeTruthy();
  });

  it('while the server runs is told of by refusals and in the log, nothing is acknowledged that is not there, and a restore puts it right', async () => {
    await start();
    const text = (number: number) => `${number} `.repeat(400);
    for (let number = 0; number < 40; number++) await say(text(number));
    const backup = join(folder, 'backup.sqlite');
    expect(await ServerProcess.run(['backup', backup, '--data', data])).toMatchObject({ code: 0 });
    await stop('SIGTERM');
    await start(portOf());
    // She has been let in, which reads as well; of the messages nothing is known to it yet.
    await ann.send('session:list', {});
    damage(8);
    expect(await ann.codeOf('history', { conversationId: general, limit: 200 })).toBe('internal');
    for (let number = 0; number < 20; number++) {
      const answer = await say(`later ${number}`);
      if (!answer.ok) expect(answer.error).toMatchObject({ code: 'internal', retryable: false });
      else {
        const { message } = answer.data as { message: { id: string } };
        const found = await ann.send('message:get', { messageIds: [message.id] });
        expect(found).toMatchObject({ ok: true, data: { messages: [{ text: `later ${number}` }] } });
      }
    }
    expect(server.stderr).toMatch(/malformed|is damaged/);

    await stop();
    expect(await ServerProcess.run(['restore', backup, '--replace', '--data', data])).toMatchObject({
      code: 0,
    });
    await start(portOf());
    expect(await texts()).toEqual(Array.from({ length: 40 }, (_, number) => text(number)));
  });
});
