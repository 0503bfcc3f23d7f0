import { randomBytes, timingSafeEqual } from 'node:crypto';
import { RequestError } from '../../shared/protocol/errors.ts';
import { deriveKey, KEY_BYTES, type ScryptCost } from './deriveKey.ts';

export type PasswordCost = ScryptCost;

/** One of OWASP's equivalent settings (Password Storage Cheat Sheet, scrypt): 32 MiB and some 150 ms each. */
export const defaultPasswordCost: PasswordCost = { N: 2 ** 15, r: 8, p: 3 };

/** So many are hashed at once: it bounds memory, and leaves threads of the pool to others. */
const MAX_AT_ONCE = 2;
/** So many may wait: more would wait for minutes. */
const MAX_WAITING = 200;
const SALT_BYTES = 16;

/** Makes and checks what is stored of passwords: `scrypt$N$r$p$salt$key`. */
export type Passwords = {
  hash(password: string): Promise<string>;
  /** Takes as long where nothing is stored, and is then false. */
  verify(password: string, stored: string | undefined): Promise<boolean>;
};

export function createPasswords(cost: PasswordCost): Passwords {
  const enter = createGate(MAX_AT_ONCE, MAX_WAITING);
  const encode = (salt: Buffer, key: Buffer): string =>
    ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), key.toString('base64')].join('$');
  /** Of nobody's password: what a sign-in with an unknown name is checked against. */
  const decoy = encode(randomBytes(SALT_BYTES), randomBytes(KEY_BYTES));
  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      return encode(salt, await enter(() => derive(password, salt, cost)));
    },
    async verify(password, stored) {
      const { salt, key, cost: storedCost } = decode(stored ?? decoy);
      const derived = await enter(() => derive(password, salt, storedCost));
      return timingSafeEqual(derived, key) && stored !== undefined;
    },
  };
}

function decode(stored: string): { salt: Buffer; key: Buffer; cost: PasswordCost } {
  const [scheme, N, r, p, salt, key] = stored.split('$');
  if (scheme !== 'scrypt' || salt === undefined || key === undefined)
    throw new Error('A stored password is not of a scheme that this build knows.');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  return { salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64'), cost };
}

/** The same characters are the same password, however a keyboard composed them. */
const derive = (password: string, salt: Buffer, cost: PasswordCost): Promise<Buffer> =>
  deriveKey(password.normalize('NFKC'), salt, cost);

/** Runs at most `atOnce` tasks at a time, in order; refuses with `busy` when `waiting` more are queued. */
function createGate(atOnce: number, waiting: number) {
  const queue: (() => void)[] = [];
  let running = 0;
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) {
      if (queue.length >= waiting)
        throw new RequestError('busy', 'Too many are signing in: try again.', 2000);
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running += 1;
    try {
      return await task();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
