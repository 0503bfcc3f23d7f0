import { afterEach, describe, expect, it } from 'vitest';
import { soon } from '../../../test/support/soon.ts';
import { createTestSpace } from '../../../test/support/space/createTestSpace.ts';
import {
  createEavesdropper,
  type Eavesdropper,
  type EavesdropperOptions,
} from '../../../test/support/tls/createEavesdropper.ts';
import { createIdentity } from '../../../test/support/tls/createIdentity.ts';
import type { LinkEnd } from '../../client/connection/Transport.ts';
import type { Pin } from '../../shared/model/trust.ts';
import { createTransports } from './createTransports.ts';

const own = createIdentity();
const other = createIdentity();
const account = { username: 'ada', password: 'correct horse battery' };
const transports = createTransports();
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function between(options: EavesdropperOptions): Promise<Eavesdropper> {
  const eavesdropper = await createEavesdropper(options);
  ends.push(eavesdropper.close);
  return eavesdropper;
}

/** A real space, which is reached over TLS that somebody else may have taken the place of. */
async function spaceBehind(identity: EavesdropperOptions['identity']) {
  const space = await createTestSpace();
  ends.push(space.dispose);
  const eavesdropper = await between({ identity, upstream: { port: space.server.port, secure: false } });
  return { eavesdropper, address: `https://127.0.0.1:${eavesdropper.port}` };
}

/** Opens a socket, and tells how that went. */
const opening = (address: string, pin: Pin | null, token: string) =>
  new Promise<LinkEnd | 'open'>((resolve) => {
    const link = transports(pin).open(address, token, {
      onOpen() {
        resolve('open');
        link.close();
      },
      onEvents() {},
      onSignals() {},
      onEnd: resolve,
    });
  });

describe('the way to a space whose key is known', () => {
  it('leads over HTTP and over sockets', async () => {
    const { eavesdropper, address } = await spaceBehind(own);
    const { health, register } = transports(own.pin);
    expect(await health(address)).toMatchObject({ ok: true });
    const session = await register(address, { ...account, displayName: 'Ada' });
    if (!session.ok) throw new Error('ada could not register');
    expect(await opening(address, own.pin, session.data.accessToken)).toBe('open');
    // The one that holds the key hears it all: what follows would see it, too, if it were said.
    expect(eavesdropper.heard()).toContain(account.password);
    expect(eavesdropper.heard()).toContain('Upgrade: websocket');
  });

  it.each([
    ['with that key expected', own.pin],
    ['with no key known', null],
  ])('says nothing at all to another one in its place, %s', async (_, pin) => {
    const { eavesdropper, address } = await spaceBehind(other);
    const { health, register, login, refresh, logout } = transports(pin);
    const untrusted = { kind: 'untrusted', expected: pin, presented: other.pin };
    for (const asked of [
      health(address),
      register(address, { ...account, displayName: 'Ada' }),
      login(address, account),
      refresh(address, 'a refresh token'),
      logout(address, 'a refresh token'),
    ])
      expect(await asked).toEqual({ ok: false, failure: untrusted });
    expect(await opening(address, pin, 'an access token')).toEqual(untrusted);
    await soon(() => expect(eavesdropper.connections()).toEqual({ begun: 6, ended: 6 }));
    expect(eavesdropper.heard()).toBe('');
  });

  it('does not become plain HTTP where an address says so', async () => {
    const plain = await between({ identity: null });
    const address = `http://127.0.0.1:${plain.port}`;
    const lost = { ok: false, failure: { kind: 'unreachable' } };
    expect(await transports(own.pin).login(address, account)).toMatchObject(lost);
    expect(await opening(address, own.pin, 'an access token')).toMatchObject({ kind: 'lost' });
    expect(plain.connections().begun).toBe(0);
  });

  it('ends where it was begun: nobody is followed elsewhere', async () => {
    const elsewhere = await between({ identity: null });
    const location = `http://127.0.0.1:${elsewhere.port}/api/auth/login`;
    const answer = `HTTP/1.1 307 Temporary Redirect\r\nlocation: ${location}\r\ncontent-length: 0\r\n\r\n`;
    const { port } = await between({ identity: own, answer });
    const address = `https://127.0.0.1:${port}`;
    expect((await transports(own.pin).login(address, account)).ok).toBe(false);
    expect(await opening(address, own.pin, 'an access token')).toMatchObject({ kind: 'lost' });
    expect(elsewhere.connections().begun).toBe(0);
  });

  it('takes no answer that does not end', async () => {
    const answer = `HTTP/1.1 200 OK\r\n\r\n${' '.repeat(2_000_000)}`;
    const { port } = await between({ identity: own, answer });
    const asked = await transports(own.pin).health(`https://127.0.0.1:${port}`);
    expect(asked).toEqual({
      ok: false,
      failure: { kind: 'unreachable', message: 'The answer is too long.' },
    });
  });
});
