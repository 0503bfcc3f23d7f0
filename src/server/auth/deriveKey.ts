import { type ScryptOptions, scrypt } from 'node:crypto';

/** scrypt's cost: memory is 128·N·r bytes, time grows with N·r·p. N is a power of two. */
export type ScryptCost = { N: number; r: number; p: number };

export const KEY_BYTES = 32;

/** A key out of what people remember or read out, made so that each guess at it is dear; in a thread of Node's pool. */
export function deriveKey(secret: string, salt: Buffer, { N, r, p }: ScryptCost): Promise<Buffer> {
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, KEY_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
