import { createHmac, scryptSync } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createEavesdropper, type Eavesdropper } from '../../../test/support/tls/createEavesdropper.ts';
import { createIdentity, type Identity } from '../../../test/support/tls/createIdentity.ts';
import type { Proved } from '../../shared/protocol/http.ts';
import { proveCode } from './proveCode.ts';

const CODE = 'K7Q204ZW';
const own = createIdentity();
const cost = { N: 16, r: 1, p: 1 };
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A proof as `provedSchema` describes it, of whoever knows this code. */
function proofOf(code: string, pin: string, nonce: string, { N, r, p } = cost) {
  const salt = Buffer.from('some salt');
  const key = scryptSync(code, salt, 32, { N, r, p });
  const proof = createHmac('sha256', key).update(`parley-invite-proof-1${pin}${nonce}`);
  return { salt: salt.toString('base64url'), proof: proof.digest('base64url') };
}

/** A server that answers a nonce with this. */
async function proving(identity: Identity, prove: (nonce: string) => Proved | object, status = 200) {
  const asked: string[] = [];
  const server = createServer({ ...identity }, async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    asked.push(`${request.method} ${request.url} ${body}`);
    response.writeHead(status).end(JSON.stringify(prove(String(JSON.parse(body).nonce))));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  ends.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { port, address: `https://127.0.0.1:${port}`, asked };
}

async function between(identity: Identity, port: number): Promise<Eavesdropper> {
  const eavesdropper = await createEavesdropper({ identity, upstream: { port, secure: true } });
  ends.push(eavesdropper.close);
  return eavesdropper;
}

describe('a code that was read out', () => {
  it('sets the key of the server that knows it, however it was typed, and is not said', async () => {
    const prove = (nonce: string) => ({
      scrypt: cost,
      proofs: [proofOf('00000000', own.pin, nonce), proofOf(CODE, own.pin, nonce)],
    });
    const { port } = await proving(own, prove);
    const relay = await between(own, port);
    for (const typed of [CODE, 'k7q2-o4zw', ' K7Q2 04ZW '])
      expect(await proveCode(`https://127.0.0.1:${relay.port}`, typed)).toBe(own.pin);
    expect(relay.heard()).toContain('POST /api/invite/prove');
    expect(relay.heard().toUpperCase()).not.toContain(CODE);
    const nonces = [...relay.heard().matchAll(/"nonce":"([^"]+)"/g)].map(([, nonce]) => nonce);
    expect(new Set(nonces).size).toBe(3);
  });

  it.each<[string, (nonce: string) => Proved | object]>([
    ['that knows no code', () => ({ scrypt: cost, proofs: [] })],
    ['that knows another code', (nonce) => ({ scrypt: cost, proofs: [proofOf('00000000', own.pin, nonce)] })],
    [
      'that says over what it once said',
      () => ({ scrypt: cost, proofs: [proofOf(CODE, own.pin, 'an older nonce')] }),
    ],
    [
      'that gives half a proof',
      (nonce) => ({ scrypt: cost, proofs: [{ ...proofOf(CODE, own.pin, nonce), proof: 'AAAA' }] }),
    ],
    ['that answers something else', () => ({ status: 'ok' })],
  ])('is not proved by a server %s', async (_, prove) => {
    const { address } = await proving(own, prove);
    expect(await proveCode(address, CODE)).toBeNull();
  });

  it('is not proved by who passes on the proof of the server that knows it', async () => {
    const { port } = await proving(own, (nonce) => ({
      scrypt: cost,
      proofs: [proofOf(CODE, own.pin, nonce)],
    }));
    const relay = await between(createIdentity(), port);
    expect(await proveCode(`https://127.0.0.1:${relay.port}`, CODE)).toBeNull();
    expect(relay.heard().toUpperCase()).not.toContain(CODE);
  });

  it('is not proved by a server that has no such thing, or has enough of being asked', async () => {
    const right = (nonce: string) => ({ scrypt: cost, proofs: [proofOf(CODE, own.pin, nonce)] });
    const older = await proving(own, right, 404);
    expect(await proveCode(older.address, CODE)).toBeNull();
    const busy = await proving(own, right, 429);
    await expect(proveCode(busy.address, CODE)).rejects.toMatchObject({ code: 'rate_limited' });
  });

  it.each([
    [{ N: 2 ** 24, r: 8, p: 1 }],
    [{ N: 2 ** 14, r: 2 ** 12, p: 1 }],
    [{ N: 16, r: 1, p: 1_000_000 }],
    [{ N: 17, r: 1, p: 1 }],
    [{ N: 0, r: 1, p: 1 }],
    [{ N: 16, r: -1, p: 1 }],
  ])('costs no more to check than is sensible: %j is not even begun', async (scrypt) => {
    const { address } = await proving(own, (nonce) => ({
      scrypt,
      proofs: Array.from({ length: 16 }, () => proofOf(CODE, own.pin, nonce)),
    }));
    expect(await proveCode(address, CODE)).toBeNull();
  });

  it('that can be none is not even asked about', async () => {
    const { address, asked } = await proving(own, () => ({ scrypt: cost, proofs: [] }));
    for (const typed of ['', 'K7Q2', 'K7Q2M-04ZWX-K7Q2M-04ZWX'])
      expect(await proveCode(address, typed)).toBeNull();
    expect(asked).toEqual([]);
  });
});
