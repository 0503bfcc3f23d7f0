import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { soon } from '../../../test/support/soon.ts';
import { createEavesdropper, type Eavesdropper } from '../../../test/support/tls/createEavesdropper.ts';
import { createIdentity, type Identity } from '../../../test/support/tls/createIdentity.ts';
import { TrustError } from '../../client/connection/TrustError.ts';
import type { Pin } from '../../shared/model/trust.ts';
import { connectTrusted, destinationOf, NoTlsError, overTls } from './connectTrusted.ts';

const authority = createIdentity({ names: ['authority.example'] });
const own = createIdentity();
const yesterday = new Date(Date.now() - 24 * 3600 * 1000);
const servers: Eavesdropper[] = [];

// Once, and before anybody reads them: the authorities of the system.
beforeAll(() => setDefaultCACertificates([...getCACertificates('default'), authority.cert]));
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serving(identity: Identity | null, answer?: string): Promise<Eavesdropper> {
  const server = await createEavesdropper({ identity, ...(answer !== undefined && { answer }) });
  servers.push(server);
  return server;
}
const to = ({ port }: Eavesdropper, pin: Pin | null, secure = true) =>
  connectTrusted({ host: '127.0.0.1', port, secure }, pin);
/** The connection is over at the other end as well: what was said over it has arrived. */
const isOver = (server: Eavesdropper) =>
  soon(() => expect(server.connections()).toEqual({ begun: 1, ended: 1 }));

describe('a connection to a server whose key is known', () => {
  it('is one to go on with, and carries what is said', async () => {
    const server = await serving(own);
    const { socket, presented } = await to(server, own.pin);
    expect(presented).toBe(own.pin);
    socket.end('hello');
    await soon(() => expect(server.heard()).toBe('hello'));
  });

  it.each([
    ['is for other names', { names: ['elsewhere.example'] }],
    ['has expired', { notAfter: yesterday }],
    ['was renewed', {}],
  ])('does not mind a certificate that %s', async (_, options) => {
    const server = await serving(createIdentity({ key: own.key, ...options }));
    const { socket, presented } = await to(server, own.pin);
    expect(presented).toBe(own.pin);
    socket.destroy();
  });

  it('says nothing to one with another key, whoever has signed for it', async () => {
    for (const other of [createIdentity(), createIdentity({ issuer: authority })]) {
      const server = await serving(other);
      const refused = await to(server, own.pin).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(TrustError);
      expect(refused).toMatchObject({ expected: own.pin, presented: other.pin });
      await isOver(server);
      expect(server.heard()).toBe('');
    }
  });

  it('is not even begun without TLS', async () => {
    const server = await serving(null);
    await expect(to(server, own.pin, false)).rejects.toThrow('over TLS alone');
    expect(server.connections().begun).toBe(0);
  });
});

describe('a connection to a server whose key is not known', () => {
  it('takes a certificate that an authority of the system signed for this name', async () => {
    const signed = createIdentity({ issuer: authority });
    const server = await serving(signed);
    const { socket, presented } = await to(server, null);
    expect(presented).toBe(signed.pin);
    socket.destroy();
  });

  it.each([
    ['made by itself', {}],
    ['signed for another name', { issuer: authority, names: ['elsewhere.example'] }],
    ['signed, and expired', { issuer: authority, notAfter: yesterday }],
  ])('says nothing over a certificate that was %s, and tells which key it has', async (_, options) => {
    const other = createIdentity(options);
    const server = await serving(other);
    const refused = await to(server, null).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TrustError);
    expect(refused).toMatchObject({ expected: null, presented: other.pin });
    await isOver(server);
    expect(server.heard()).toBe('');
  });

  it('tells a server that speaks no TLS from one that is not there', async () => {
    const plain = await serving(null, 'HTTP/1.1 400 Bad Request\r\n\r\n');
    await expect(to(plain, null)).rejects.toBeInstanceOf(NoTlsError);
    const gone = await serving(null);
    await gone.close();
    servers.pop();
    await expect(to(gone, null)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

it.each([
  ['https://desk.local', { host: 'desk.local', port: 443, secure: true }],
  ['https://192.168.1.20:4100/health', { host: '192.168.1.20', port: 4100, secure: true }],
  ['http://[::1]:4100', { host: '::1', port: 4100, secure: false }],
])('%s leads to %j', (address, destination) => {
  expect(destinationOf(address)).toEqual(destination);
});

it.each([
  ['http://desk.local', 'https://desk.local:80'],
  ['http://192.168.1.20:4100/health', 'https://192.168.1.20:4100'],
  ['http://desk.local:443', 'https://desk.local'],
  ['https://desk.local', 'https://desk.local'],
])('%s is %s over TLS', (address, secure) => {
  expect(overTls(address)).toBe(secure);
});
