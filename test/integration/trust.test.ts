import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppFault } from '../../src/client/app/AppFault.ts';
import type { SpaceId } from '../../src/shared/model/ids.ts';
import type { Pin } from '../../src/shared/model/trust.ts';
import { soon } from '../support/soon.ts';
import { createCables } from '../support/space/createCables.ts';
import {
  type Computer,
  createComputers,
  generalOf,
  guest,
  online,
  portOf,
} from '../support/space/createComputers.ts';
import { createTestSpace } from '../support/space/createTestSpace.ts';
import { ask, lanAddress } from '../support/space/overNetwork.ts';
import { createIdentity } from '../support/tls/createIdentity.ts';

const stranger = createIdentity();
let computers: ReturnType<typeof createComputers>;
let cables: ReturnType<typeof createCables>;
beforeEach(() => {
  computers = createComputers();
  cables = createCables();
});
afterEach(async () => {
  vi.useRealTimers();
  await computers.dispose();
  await cables.dispose();
});

/** A desk that hosts, and what others have to know to come in. */
async function hosting() {
  const desk = await computers.start('desk');
  const { spaceId } = await computers.host(desk);
  await online(desk, spaceId);
  const { code, pin } = await desk.spaces.invite({ spaceId });
  if (pin === null) throw new Error('The desk hosts without TLS.');
  return { desk, spaceId, port: portOf(desk.view(spaceId)), pin, code };
}

const asSomeoneNew = (invite: string) => ({ mode: 'register' as const, invite, ...guest });
const asGuest = { mode: 'login' as const, username: guest.username, password: guest.password };

/** A laptop that has joined over a cable with the key that was in its invite. */
async function joined() {
  const at = await hosting();
  const cable = await cables.lead(at.port);
  const address = `https://127.0.0.1:${cable.port}`;
  const laptop = await computers.start('laptop');
  await laptop.spaces.join({ address, pin: at.pin, account: asSomeoneNew(at.code) });
  await online(laptop, at.spaceId);
  return { ...at, laptop, cable, address };
}

const connectionOf = (computer: Computer, spaceId: SpaceId) => computer.view(spaceId).connection;
const shown = (computer: Computer, spaceId: SpaceId, connection: object) =>
  soon(() => expect(connectionOf(computer, spaceId)).toMatchObject(connection));
const untrusted = (expected: Pin | null, presented: Pin) => ({
  ...{ status: 'stopped', reason: 'untrusted' },
  ...{ expected, presented },
});

async function say(computer: Computer, spaceId: SpaceId, text: string): Promise<void> {
  const { engine, conversationId } = await generalOf(computer, spaceId);
  await engine.sendMessage({ conversationId, text });
}
const hears = (computer: Computer, spaceId: SpaceId, ...texts: string[]) =>
  soon(async () => expect(await (await generalOf(computer, spaceId)).texts()).toEqual(texts));
/** What a request was refused with. */
const refusal = async (asked: Promise<unknown>): Promise<AppFault> => {
  const error = await asked.catch((fault: unknown) => fault);
  if (!(error instanceof AppFault)) throw new Error(`It was not refused: ${String(error)}`);
  return error;
};

/** Takes what the desk has of TLS off its disk. */
function forgetOfTls(file: 'tls.crt' | 'tls.key'): void {
  const hosted = join(computers.folder, 'desk', 'hosted');
  for (const folder of readdirSync(hosted)) rmSync(join(hosted, folder, file));
}

describe('a space that is joined by its key', () => {
  it('is talked with over TLS, says so, and is known by its key after a restart', async () => {
    const { desk, laptop, spaceId, pin, cable } = await joined();
    expect(laptop.view(spaceId)).toMatchObject({ trust: { kind: 'pinned', pin } });
    expect(desk.view(spaceId)).toMatchObject({ trust: { kind: 'loopback' }, hosting: { pin } });
    await say(laptop, spaceId, 'a word between us');
    await hears(desk, spaceId, 'a word between us');
    await computers.stop(laptop);
    const again = await computers.start('laptop');
    await online(again, spaceId);
    expect(again.view(spaceId)).toMatchObject({ trust: { kind: 'pinned', pin } });
    expect(cable.connections().begun).toBeGreaterThan(3);
    for (const secret of ['HTTP', 'a word between us', guest.password, guest.username])
      expect(cable.heard()).not.toContain(secret);
  });

  it('shows its host the certificate that browsers are shown, to be compared with what they say', async () => {
    const { desk, spaceId, port } = await hosting();
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const seen = createHash('sha256').update(socket.getPeerCertificate().raw).digest('hex');
    socket.destroy();
    expect(desk.view(spaceId).hosting).toMatchObject({ certificate: seen });
  });

  it('goes on without a word when its certificate was made anew for the same key', async () => {
    const { desk, laptop, spaceId, pin } = await joined();
    await computers.stop(desk);
    forgetOfTls('tls.crt');
    const again = await computers.start('desk');
    await online(again, spaceId);
    laptop.spaces.reconnect();
    await online(laptop, spaceId);
    expect(laptop.view(spaceId).trust).toEqual({ kind: 'pinned', pin });
  });

  it('is told of nothing once its key is another, until a person has compared it', async () => {
    const { desk, laptop, spaceId, pin, cable } = await joined();
    await computers.stop(desk);
    forgetOfTls('tls.key');
    const again = await computers.start('desk');
    await online(again, spaceId);
    const { pin: next } = await again.spaces.invite({ spaceId });
    if (next === null) throw new Error('The desk hosts without TLS.');
    laptop.spaces.reconnect();
    await shown(laptop, spaceId, untrusted(pin, next));
    await say(laptop, spaceId, 'for the right one alone');
    const fault = await refusal(laptop.spaces.signIn({ spaceId, password: guest.password }));
    expect(fault).toMatchObject({ code: 'untrusted', keys: { expected: pin, presented: next } });
    await laptop.spaces.trust({ spaceId, pin: next });
    await online(laptop, spaceId);
    expect(laptop.view(spaceId).trust).toEqual({ kind: 'pinned', pin: next });
    await hears(again, spaceId, 'for the right one alone');
    expect(cable.heard()).not.toContain('HTTP');
  });
});

describe('somebody in between with a key of their own', () => {
  it('is refused at the first contact by the key of the invite, and hears nothing', async () => {
    const { spaceId, port, pin, code } = await hosting();
    const meddler = await cables.meddle(stranger, port);
    const address = `https://127.0.0.1:${meddler.port}`;
    const laptop = await computers.start('laptop');
    const keys = { expected: pin, presented: stranger.pin };
    for (const asked of [
      laptop.spaces.probe({ address, pin }),
      laptop.spaces.join({ address, pin, account: asSomeoneNew(code) }),
    ])
      expect(await refusal(asked)).toMatchObject({ code: 'untrusted', keys });
    expect(meddler.connections().begun).toBe(2);
    expect(meddler.heard()).toBe('');
    expect(laptop.spaces.views().map((view) => view.spaceId)).not.toContain(spaceId);
  });

  it('hears who-are-you and nothing else from who knows no key', async () => {
    const { port, pin, code } = await hosting();
    const meddler = await cables.meddle(stranger, port);
    const address = `127.0.0.1:${meddler.port}`;
    const laptop = await computers.start('laptop');
    const met = await laptop.spaces.probe({ address: `https://${address}` });
    expect(met).toMatchObject({ name: 'Garden', trust: { kind: 'unknown', pin: stranger.pin } });
    expect(stranger.pin).not.toBe(pin);
    const fault = await refusal(laptop.spaces.join({ address: met.address, account: asSomeoneNew(code) }));
    expect(fault).toMatchObject({ code: 'untrusted', keys: { expected: null, presented: stranger.pin } });
    const questions = meddler.heard().match(/^[A-Z]+ \/\S*/gm);
    expect(new Set(questions)).toEqual(new Set(['GET /health']));
    for (const secret of [code, guest.username, guest.password])
      expect(meddler.heard()).not.toContain(secret);
  });

  it('who comes into a connection later hears no token and no message', async () => {
    const { desk, laptop, spaceId, port, pin, cable } = await joined();
    const meddler = await cables.divert(cable, { identity: stranger, upstream: { port, secure: true } });
    laptop.spaces.reconnect();
    await shown(laptop, spaceId, untrusted(pin, stranger.pin));
    await say(laptop, spaceId, 'not for strangers');
    await refusal(laptop.spaces.signIn({ spaceId, password: guest.password }));
    laptop.spaces.reconnect();
    await soon(() => expect(meddler.connections().begun).toBeGreaterThan(2));
    expect(meddler.heard()).toBe('');
    // The cable is mended: the real one is known by its key, and gets what was written.
    await cables.divert(meddler, { identity: null, upstream: { port, secure: false } });
    laptop.spaces.reconnect();
    await online(laptop, spaceId);
    await hears(desk, spaceId, 'not for strangers');
  });

  it('who speaks no TLS is told nothing by who knows the key', async () => {
    const { laptop, spaceId, pin, code, cable, address } = await joined();
    const plain = await cables.divert(cable, {
      identity: null,
      answer: 'HTTP/1.1 426 Upgrade Required\r\ncontent-length: 0\r\n\r\n',
    });
    laptop.spaces.reconnect();
    await shown(laptop, spaceId, { status: 'offline' });
    await say(laptop, spaceId, 'not in the clear');
    const there = address.replace('https:', 'http:');
    for (const asked of [
      laptop.spaces.signIn({ spaceId, password: guest.password }),
      laptop.spaces.probe({ address: there, pin }),
      laptop.spaces.join({ address: there, pin, account: asSomeoneNew(code) }),
    ])
      expect((await refusal(asked)).code).toBe('unreachable');
    await soon(() => expect(plain.connections().begun).toBeGreaterThan(3));
    for (const secret of ['HTTP', 'not in the clear', code, guest.username, guest.password])
      expect(plain.heard()).not.toContain(secret);
  });

  it('is not followed to by who signs in there to a space that is known', async () => {
    const { laptop, desk, spaceId, port, pin, cable } = await joined();
    await cables.divert(cable, { identity: null });
    laptop.spaces.reconnect();
    await shown(laptop, spaceId, { status: 'offline' });
    const meddler = await cables.meddle(stranger, port);
    const address = `https://127.0.0.1:${meddler.port}`;
    const keys = { expected: pin, presented: stranger.pin };
    for (const vouched of [{}, { pin: stranger.pin }]) {
      const fault = await refusal(laptop.spaces.join({ address, ...vouched, account: asGuest }));
      expect(fault).toMatchObject({ code: 'untrusted', keys });
    }
    expect(meddler.heard()).not.toContain(guest.password);
    // The desk itself is: it has the key that is known, whoever asks by which way.
    const other = await cables.lead(port);
    await laptop.spaces.join({ address: `https://127.0.0.1:${other.port}`, account: asGuest });
    await online(laptop, spaceId);
    expect(laptop.view(spaceId).trust).toEqual({ kind: 'pinned', pin });
    expect(connectionOf(desk, spaceId).status).toBe('online');
  });

  it('is told apart by a person from a space that moved and has a new key, which is then signed in to', async () => {
    const { laptop, desk, spaceId, pin, cable } = await joined();
    await cables.divert(cable, { identity: null });
    laptop.spaces.reconnect();
    await shown(laptop, spaceId, { status: 'offline' });
    await computers.stop(desk);
    forgetOfTls('tls.key');
    const again = await computers.start('desk');
    await online(again, spaceId);
    const { pin: next } = await again.spaces.invite({ spaceId });
    if (next === null) throw new Error('The desk hosts without TLS.');
    const { port } = await cables.lead(portOf(again.view(spaceId)));
    const asked = { address: `https://127.0.0.1:${port}`, pin: next, account: asGuest };
    // Whoever was not shown what is known of it, or something else, has not chosen.
    for (const shownKey of [{}, { instead: stranger.pin }])
      expect(await refusal(laptop.spaces.join({ ...asked, ...shownKey }))).toMatchObject({
        ...{ code: 'untrusted', keys: { expected: pin, presented: next } },
      });
    // Who mistypes the password has changed nothing.
    const account = { ...asGuest, password: 'something else' };
    expect((await refusal(laptop.spaces.join({ ...asked, instead: pin, account }))).code).toBe(
      'unauthorized',
    );
    expect(laptop.view(spaceId).trust).toEqual({ kind: 'pinned', pin });
    await laptop.spaces.join({ ...asked, instead: pin });
    await online(laptop, spaceId);
    expect(laptop.view(spaceId)).toMatchObject({
      address: asked.address,
      trust: { kind: 'pinned', pin: next },
    });
  });
});

describe('an invite', () => {
  /** A space whose time can be put on, and its owner. */
  async function space() {
    const made = await createTestSpace({
      host: '0.0.0.0',
      tls: 'auto',
      registration: 'invite',
      setupCode: 'first',
    });
    const local = `http://127.0.0.1:${made.server.port}`;
    const owner = await computers.start('owner');
    const account = { username: 'ada', displayName: 'Ada', password: 'correct horse' };
    const { spaceId } = await owner.spaces.join({
      address: local,
      account: { mode: 'register', invite: 'first', ...account },
    });
    await online(owner, spaceId);
    const engine = await owner.spaces.engine(spaceId);
    const spoken = async () => {
      const answer = await engine.ask({ question: { name: 'invite:speak', payload: {} } });
      return (answer as { code: string }).code;
    };
    const invite = async (payload: object) => {
      const answer = await engine.ask({ question: { name: 'invite:create', payload } });
      return (answer as { code: string }).code;
    };
    return { ...made, address: `https://127.0.0.1:${made.server.port}`, spoken, invite };
  }
  const late = (ms: number) => {
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + ms);
  };

  it('that was read out vouches for the key, and lets one in', async () => {
    const { address, server, spoken, dispose } = await space();
    const code = await spoken();
    const laptop = await computers.start('laptop');
    const typed = code.toLowerCase().replace('-', ' ');
    expect(await laptop.spaces.prove({ address, code: typed })).toEqual({ address, pin: server.pin });
    const { spaceId } = await laptop.spaces.join({
      ...{ address, account: asSomeoneNew(code) },
      ...(server.pin !== null && { pin: server.pin }),
    });
    await online(laptop, spaceId);
    // Somebody who overheard it comes too late.
    const other = await computers.start('other');
    expect((await refusal(other.spaces.prove({ address, code }))).code).toBe('unauthorized');
    await dispose();
  });

  it('that was read out is not proved by who passes on the proof, and is not told to them', async () => {
    const { server, spoken, dispose } = await space();
    const code = await spoken();
    const meddler = await cables.meddle(stranger, server.port);
    const laptop = await computers.start('laptop');
    const asked = laptop.spaces.prove({ address: `https://127.0.0.1:${meddler.port}`, code });
    expect((await refusal(asked)).code).toBe('unauthorized');
    expect(meddler.heard()).toContain('POST /api/invite/prove');
    expect(meddler.heard()).not.toContain(code);
    expect(meddler.heard()).not.toContain(code.replace('-', ''));
    await dispose();
  });

  it('that is over lets nobody in, and proves nothing', async () => {
    const { address, server, spoken, invite, dispose } = await space();
    const [code, link] = [await spoken(), await invite({ lifeMs: 60_000 })];
    late(15 * 60_000);
    const laptop = await computers.start('laptop');
    expect((await refusal(laptop.spaces.prove({ address, code }))).code).toBe('unauthorized');
    const pin = server.pin ?? undefined;
    for (const old of [code, link]) {
      const asked = laptop.spaces.join({ address, ...(pin && { pin }), account: asSomeoneNew(old) });
      expect((await refusal(asked)).code).toBe('forbidden');
    }
    expect(laptop.spaces.views()).toEqual([]);
    await dispose();
  });

  it('that is used up lets nobody else in', async () => {
    const { address, server, invite, dispose } = await space();
    const code = await invite({ uses: 1 });
    const pin = server.pin ?? undefined;
    const laptop = await computers.start('laptop');
    await laptop.spaces.join({ address, ...(pin && { pin }), account: asSomeoneNew(code) });
    const other = await computers.start('other');
    const account = { ...asSomeoneNew(code), username: 'eve' };
    const asked = other.spaces.join({ address, ...(pin && { pin }), account });
    expect((await refusal(asked)).code).toBe('forbidden');
    expect(other.spaces.views()).toEqual([]);
    await dispose();
  });
});

// What comes from this computer's own address on a network comes from elsewhere, as the server sees it.
describe.skipIf(lanAddress === undefined)('a space on a network', () => {
  it('is met over TLS by its address alone, which vouches for no key', async () => {
    const { port, pin, code } = await hosting();
    const laptop = await computers.start('laptop');
    for (const typed of [`${lanAddress}:${port}`, `http://${lanAddress}:${port}`]) {
      const { address, trust } = await laptop.spaces.probe({ address: typed });
      expect([address, trust]).toEqual([`https://${lanAddress}:${port}`, { kind: 'unknown', pin }]);
      const fault = await refusal(laptop.spaces.join({ address: typed, account: asSomeoneNew(code) }));
      expect(fault).toMatchObject({ code: 'untrusted', keys: { expected: null, presented: pin } });
    }
  });

  it('speaks plain HTTP by its host’s choice alone, and is followed to TLS by a person alone', async () => {
    const { desk, spaceId, port, pin, code } = await hosting();
    await desk.spaces.configureHosting({ spaceId, secure: false });
    await online(desk, spaceId);
    expect(desk.view(spaceId)).toMatchObject({ choices: { secure: false }, hosting: { port, pin: null } });
    const laptop = await computers.start('laptop');
    const typed = `${lanAddress}:${port}`;
    const { address, trust } = await laptop.spaces.probe({ address: typed });
    expect([address, trust]).toEqual([`http://${typed}`, { kind: 'plain' }]);
    // It was not shown how it would be spoken to.
    expect((await refusal(laptop.spaces.join({ address: typed, account: asSomeoneNew(code) }))).code).toBe(
      'unreachable',
    );
    await laptop.spaces.join({ address, account: asSomeoneNew(code) });
    await online(laptop, spaceId);
    expect(laptop.view(spaceId).trust).toEqual({ kind: 'plain' });

    await desk.spaces.configureHosting({ spaceId, secure: true });
    await online(desk, spaceId);
    laptop.spaces.reconnect();
    await shown(laptop, spaceId, untrusted(null, pin));
    await laptop.spaces.trust({ spaceId, pin });
    await online(laptop, spaceId);
    expect(laptop.view(spaceId)).toMatchObject({
      address: `https://${typed}`,
      trust: { kind: 'pinned', pin },
    });
  });

  it('gives its page to nobody who was led to it by another name', async () => {
    const { port } = await hosting();
    const asked = await ask(`https://${lanAddress}:${port}/`, { headers: { Host: 'evil.example' } });
    expect(asked.status).toBe(421);
    const Origin = 'https://evil.example';
    const body = { username: 'eve', displayName: 'Eve', password: 'battery staple' };
    const posted = await ask(`https://${lanAddress}:${port}/api/auth/register`, {
      method: 'POST',
      headers: { Origin },
      body,
    });
    expect(posted.status).toBe(403);
  });
});

it('what the host chose holds over a restart', async () => {
  const { desk, spaceId } = await hosting();
  await desk.spaces.configureHosting({ spaceId, secure: false, announced: false });
  await computers.stop(desk);
  const again = await computers.start('desk');
  await online(again, spaceId);
  expect(again.view(spaceId)).toMatchObject({
    choices: { secure: false, announced: false },
    hosting: { status: 'running', pin: null },
  });
});
