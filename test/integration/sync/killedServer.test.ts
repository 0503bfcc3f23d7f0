import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freePort } from '../../support/space/freePort.ts';
import { LivePerson } from '../../support/space/LivePerson.ts';
import { ServerProcess } from '../../support/space/ServerProcess.ts';

const SENDERS = 8;
const MESSAGES_EACH = 500;
const KILLS = 10;

let folder: string;
let server: ServerProcess;
let url: string;
let people: LivePerson[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-killed-'));
  await startServer(await freePort());
});
afterEach(async () => {
  await Promise.all(people.map((person) => person.close()));
  people = [];
  await killServer();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts it on the folder there is; on any free port for 0. */
async function startServer(port: number): Promise<void> {
  const args = ['--port', `${port}`, '--data', join(folder, 'space'), '--registration', 'open'];
  ({ server, url } = await ServerProcess.start(args));
}

/** As a crash does: nothing is finished, nothing is said. */
async function killServer(): Promise<void> {
  const ended = server.ended();
  server.kill('SIGKILL');
  await ended;
}

it('S2, S5: a server killed in the middle of it all, again and again, loses and doubles nothing', async () => {
  for (let number = 0; number < SENDERS; number++)
    people.push(await LivePerson.register(url, folder, `sender-${number}`));
  await expect.poll(() => Promise.all(people.map((one) => one.general()))).not.toContain(undefined);
  const [conversationId] = await Promise.all(people.map((one) => one.general()));
  if (conversationId === undefined) throw new Error('no #general');

  const written = people.map(async ({ engine }, who) => {
    for (let number = 0; number < MESSAGES_EACH; number++) {
      await engine.sendMessage({ conversationId, text: `${who}: ${number}` });
    }
  });
  const delivered = () => people.reduce((sum, one) => sum + one.delivered, 0);
  const total = SENDERS * MESSAGES_EACH;
  for (let kill = 1; kill <= KILLS; kill++) {
    await expect.poll(delivered, { interval: 2 }).toBeGreaterThan((total * kill) / (KILLS + 2));
    await killServer();
    await startServer(Number(new URL(url).port));
    for (const { engine } of people) engine.reconnect();
  }
  await Promise.all(written);
  await expect.poll(delivered).toBe(total);

  const heads = async () =>
    (await Promise.all(people.map(({ engine }) => engine.content()))).map(
      ({ conversations }) => conversations.find(({ id }) => id === conversationId)?.headSeq,
    );
  await expect.poll(async () => new Set(await heads()).size).toBe(1);
  const histories = await Promise.all(people.map((one) => one.history(conversationId)));
  const [first = []] = histories;
  for (const history of histories) expect(history).toEqual(first);
  expect(first).toHaveLength(total);
  for (const [who] of people.entries()) {
    const own = first.filter(({ text }) => text.startsWith(`${who}: `)).map(({ text }) => text);
    expect(own, 'each once, in the order it was written').toEqual(
      Array.from({ length: MESSAGES_EACH }, (_, number) => `${who}: ${number}`),
    );
  }
}, 300_000);
