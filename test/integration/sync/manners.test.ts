import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServerOptions } from '../../../src/server/startServer.ts';
import { createTestSpace } from '../../support/space/createTestSpace.ts';
import { LivePerson } from '../../support/space/LivePerson.ts';

let folder: string;
let space: Awaited<ReturnType<typeof createTestSpace>>;
const people: LivePerson[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-manners-'));
});
afterEach(async () => {
  await Promise.all(people.splice(0).map((person) => person.close()));
  await space.dispose();
  rmSync(folder, { recursive: true, force: true });
});

async function open(options: Partial<ServerOptions> = {}) {
  space = await createTestSpace(options);
}
async function enter(username: string): Promise<LivePerson> {
  const person = await LivePerson.register(space.server.url, folder, username);
  people.push(person);
  return person;
}
const generalOf = async (person: LivePerson) => {
  await expect.poll(() => person.general()).toBeDefined();
  const id = await person.general();
  if (id === undefined) throw new Error('There is no #general.');
  return id;
};

describe('where the server has enough of being asked', () => {
  it('S18: what was written waits and leaves by itself, in order', async () => {
    await open({ limits: { send: { perSecond: 50, burst: 1 } } });
    const ann = await enter('ann');
    const conversationId = await generalOf(ann);
    const texts = Array.from({ length: 20 }, (_, number) => `number ${number}`);
    for (const text of texts) await ann.engine.sendMessage({ conversationId, text });
    await expect.poll(() => ann.delivered).toBe(texts.length);
    const said = (await ann.history(conversationId)).map(({ text }) => text);
    expect(said.filter((text) => text.startsWith('number'))).toEqual(texts);
    const metrics = await (await fetch(`${space.server.url}/metrics`)).text();
    expect(metrics).toMatch(/parley_rate_limited_total\{kind="send"\} [1-9]/);
  });

  it('a question waits as long as it says, and is answered', async () => {
    await open({ limits: { read: { perSecond: 50, burst: 4 } } });
    const ann = await enter('ann');
    await generalOf(ann);
    const question = { name: 'conversation:counts' as const, payload: {} };
    const answers = await Promise.all(Array.from({ length: 12 }, () => ann.engine.ask({ question })));
    for (const answer of answers)
      expect(answer).toEqual({ counts: [expect.objectContaining({ members: 1 })] });
  });
});

describe('watching how the space does', () => {
  const told = ({ deltas }: LivePerson) =>
    deltas.flatMap((delta) => (delta.type === 'figures.changed' ? [delta.figures] : []));

  it('an admin is told until they look away, and ends with nothing', async () => {
    await open();
    const ann = await enter('ann');
    await generalOf(ann);
    ann.engine.watch({ on: true });
    await expect.poll(() => told(ann).at(-1)).toMatchObject({ connections: 1, people: 1 });
    ann.engine.watch({ on: false });
    expect(told(ann).at(-1)).toBeNull();
  });

  it('who looks and looks away in haste stays connected, and is told when they look again', async () => {
    await open();
    const ann = await enter('ann');
    await generalOf(ann);
    const question = { name: 'conversation:counts' as const, payload: {} };
    for (let times = 0; times < 20; times += 1) {
      ann.engine.watch({ on: true });
      // Each round is given up a little later on its way in.
      for (let turns = 0; turns < times; turns += 1) await new Promise(setImmediate);
      ann.engine.watch({ on: false });
      await ann.engine.ask({ question });
    }
    ann.engine.watch({ on: true });
    await expect.poll(() => told(ann).at(-1)).toMatchObject({ connections: 1 });
    expect(ann.engine.connection()).toEqual({ status: 'online' });
  });

  it('a member is told nothing', async () => {
    await open();
    await generalOf(await enter('ann'));
    const ben = await enter('ben');
    await generalOf(ben);
    ben.engine.watch({ on: true });
    await expect.poll(() => told(ben)).toEqual([null]);
    expect(ben.engine.connection()).toEqual({ status: 'online' });
  });
});
