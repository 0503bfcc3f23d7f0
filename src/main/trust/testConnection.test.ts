import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/support/byHand/fakeClock.ts';
import { createEavesdropper, type Eavesdropper } from '../../../test/support/tls/createEavesdropper.ts';
import { createIdentity, type Identity } from '../../../test/support/tls/createIdentity.ts';
import type { TestStep } from '../../shared/ipc/views.ts';
import { fingerprintOf, type Pin } from '../../shared/model/trust.ts';
import { systemClock } from '../clock.ts';
import { createTransports } from './createTransports.ts';
import { createConnectionTest } from './testConnection.ts';

const authority = createIdentity({ names: ['authority.example'] });
const own = createIdentity();
const id = '01970000-0000-7000-8000-000000000001';
const servers: Eavesdropper[] = [];

beforeAll(() => setDefaultCACertificates([...getCACertificates('default'), authority.cert]));
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function http(body: string, status = '200 OK'): string {
  return `HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`;
}
const parley = (protocol = 1) =>
  http(
    JSON.stringify({
      ...{ status: 'ok', name: 'Garden', spaceId: id, epoch: id, incarnation: id, version: '0.1.0' },
      ...{ protocol, connections: 0, uptimeSeconds: 1 },
    }),
  );

async function serving(identity: Identity | null, answer?: string): Promise<Eavesdropper> {
  const server = await createEavesdropper({ identity, ...(answer !== undefined && { answer }) });
  servers.push(server);
  return server;
}

const unknownName = async () => {
  throw new Error('getaddrinfo ENOTFOUND');
};
const test = (address: string, pin: Pin | null = null, clock = systemClock) =>
  createConnectionTest({ transports: createTransports(), clock })(address, pin);

/** How far the way goes: the steps passed, then why it ends. */
const way = (steps: TestStep[]) =>
  steps.map(({ outcome, cause }) => (outcome === 'failed' ? cause : outcome)).join(' ');
const detailOf = (steps: TestStep[], step: TestStep['step']) =>
  steps.find((each) => each.step === step)?.detail;

describe('testing the way to a server', () => {
  it('passes every step to a space whose key is known, and says nothing but GET /health', async () => {
    const server = await serving(own, parley());
    const steps = await test(`https://127.0.0.1:${server.port}`, own.pin);
    expect(way(steps)).toBe('passed passed passed passed');
    expect(detailOf(steps, 'resolve')).toBe('127.0.0.1');
    expect(detailOf(steps, 'tls')).toBe(fingerprintOf(own.pin));
    expect(detailOf(steps, 'version')).toBe('Garden, Parley 0.1.0, protocol 1');
    expect(server.heard()).toMatch(/^GET \/health HTTP\/1\.1\r\n/);
    expect(server.heard().match(/\r\n\r\n/g)).toHaveLength(1);
    expect(server.heard()).not.toMatch(/authorization|cookie/i);
  });

  it('shows the key that nobody has vouched for, to be compared', async () => {
    const server = await serving(own, parley());
    const steps = await test(`https://127.0.0.1:${server.port}`);
    expect(way(steps)).toBe('passed passed passed passed');
    expect(detailOf(steps, 'tls')).toBe(fingerprintOf(own.pin));
  });

  it('passes what an authority has signed, and plain HTTP where it was typed', async () => {
    const signed = await serving(createIdentity({ issuer: authority }), parley());
    expect(way(await test(`https://127.0.0.1:${signed.port}`))).toBe('passed passed passed passed');
    const plain = await serving(null, parley());
    expect(way(await test(`http://127.0.0.1:${plain.port}`))).toBe('passed passed passed passed');
  });

  it.each([
    ['not an address', 'not_an_address open open open'],
    ['ftp://example.org', 'not_an_address open open open'],
  ])('ends at %s', async (typed, expected) => {
    expect(way(await test(typed))).toBe(expected);
  });

  it('ends at a name that nobody knows', async () => {
    const options = { transports: createTransports(), clock: systemClock, lookUp: unknownName };
    const steps = await createConnectionTest(options)('desk.example', null);
    expect(way(steps)).toBe('unknown_name open open open');
    expect(detailOf(steps, 'resolve')).toContain('ENOTFOUND');
  });

  it('ends at a port where nobody listens', async () => {
    const { port, close } = await createEavesdropper({ identity: null });
    await close();
    expect(way(await test(`https://127.0.0.1:${port}`))).toBe('passed refused open open');
    expect(detailOf(await test(`https://localhost:${port}`), 'reach')).not.toBe('');
  });

  it('ends at a name that does not resolve in time, and at a server that takes a connection and says nothing', async () => {
    const clock = createFakeClock();
    const never = createConnectionTest({
      ...{ transports: createTransports(), clock },
      lookUp: () => new Promise(() => undefined),
    });
    const unresolved = never('desk.example', null);
    await clock.advance(10_000);
    expect(way(await unresolved)).toBe('no_answer open open open');

    const mute = await serving(null);
    const testing = test(`https://127.0.0.1:${mute.port}`, null, clock);
    while (mute.connections().begun < 2) await clock.settle();
    await clock.advance(10_000);
    expect(way(await testing)).toBe('passed passed no_answer open');
  });

  it('ends at what speaks no TLS, whether a key is known or not', async () => {
    const server = await serving(null, http('hello'));
    expect(way(await test(`https://127.0.0.1:${server.port}`))).toBe('passed passed not_tls open');
    expect(way(await test(`http://127.0.0.1:${server.port}`, own.pin))).toBe('passed passed not_tls open');
    expect(server.heard()).not.toContain('GET');
  });

  it('ends at another key, and says which it is', async () => {
    const stranger = await serving(createIdentity({ issuer: authority }), parley());
    const steps = await test(`https://127.0.0.1:${stranger.port}`, own.pin);
    expect(way(steps)).toBe('passed passed other_key open');
    expect(detailOf(steps, 'tls')).not.toBe(fingerprintOf(own.pin));
    expect(stranger.heard()).toBe('');
  });

  it.each([
    ['for another name', { names: ['elsewhere.example'] }, 'ALTNAME'],
    ['for another day', { notAfter: new Date(Date.now() - 24 * 3600 * 1000) }, 'EXPIRED'],
  ])('ends at a certificate that was signed %s', async (_, options, flaw) => {
    const server = await serving(createIdentity({ issuer: authority, ...options }), parley());
    const steps = await test(`https://127.0.0.1:${server.port}`);
    expect(way(steps)).toBe('passed passed bad_certificate open');
    expect(detailOf(steps, 'tls')).toContain(flaw);
    expect(server.heard()).toBe('');
  });

  it.each([
    ['no Parley', http('<h1>Printer</h1>'), 'not_parley'],
    ['no web server', '220 smtp.example ready\r\n', 'not_parley'],
    ['a newer Parley', parley(2), 'client_too_old'],
    ['an older Parley', parley(0), 'server_too_old'],
  ])('ends at what is %s', async (_, answer, cause) => {
    const server = await serving(own, answer);
    expect(way(await test(`https://127.0.0.1:${server.port}`))).toBe(`passed passed passed ${cause}`);
  });
});
