import { createHmac, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { AppFault } from '../../client/app/AppFault.ts';
import { parseUntrusted } from '../../shared/model/parseUntrusted.ts';
import { proofText, readSpokenCode } from '../../shared/model/spokenCode.ts';
import type { Pin } from '../../shared/model/trust.ts';
import { type Proved, provedSchema, routes } from '../../shared/protocol/http.ts';
import { createTrustedFetch } from './createTransports.ts';
import { readKey } from './readKey.ts';

/** How long the proof may be waited for, in milliseconds. */
const PROVE_WITHIN_MS = 15_000;
const NONCE_BYTES = 16;
const KEY_BYTES = 32;
/** What a server may ask of this computer for each of its proofs: 64 MiB, and some fifth of a second. */
const MAX_MEMORY = 64 * 1024 * 1024;
const MAX_PASSES = 2;

/** https://www.rfc-editor.org/rfc/rfc6585#section-4 */
const TOO_MANY = 429;

/**
 * Has the server at an `https:` address prove that it knows a code that was read out, over the key that it has. Answers with that key,
 * or with `null` where it proves nothing. Nothing of the code is said: who knows it can show it, and who is in between has another
 * key, over which no proof was made. Rejects where nobody answers, and with
 * `rate_limited` where it is asked too often.
 */
export async function proveCode(address: string, typed: string): Promise<Pin | null> {
  const code = readSpokenCode(typed);
  if (code === null) return null;
  // What is proved is asked of a server with this very key: the connection it comes over can be no other's.
  const { presented } = await readKey(address);
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  const proved = await ask(address, presented, nonce);
  if (proved === null || !isBearable(proved.scrypt)) return null;
  for (const { salt, proof } of proved.proofs) {
    const key = await deriveKey(code, Buffer.from(salt, 'base64url'), proved.scrypt);
    const due = createHmac('sha256', key).update(proofText(presented, nonce)).digest();
    if (isSame(due, Buffer.from(proof, 'base64url'))) return presented;
  }
  return null;
}

/** `null` for every answer that is none of this protocol's. */
async function ask(address: string, pin: Pin, nonce: string): Promise<Proved | null> {
  const answer = await createTrustedFetch(pin)(address + routes.prove, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ nonce }),
    timeoutMs: PROVE_WITHIN_MS,
  });
  if (answer.status === TOO_MANY)
    throw new AppFault('rate_limited', 'This server is asked too often: wait a minute.');
  if (!answer.ok) return null;
  const content = await answer.json().catch(() => null);
  return parseUntrusted(provedSchema, content).data ?? null;
}

/** scrypt takes 128·N·r bytes, and p passes over them; N is a power of two (RFC 7914 §6). */
const isBearable = ({ N, r, p }: Proved['scrypt']): boolean =>
  N > 1 && Number.isInteger(Math.log2(N)) && r > 0 && p > 0 && p <= MAX_PASSES && 128 * N * r <= MAX_MEMORY;

function deriveKey(code: string, salt: Buffer, { N, r, p }: Proved['scrypt']): Promise<Buffer> {
  const options: ScryptOptions = { N, r, p, maxmem: 2 * MAX_MEMORY };
  return new Promise((resolve, reject) => {
    scrypt(code, salt, KEY_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

const isSame = (due: Buffer, proof: Buffer): boolean =>
  due.length === proof.length && timingSafeEqual(due, proof);
