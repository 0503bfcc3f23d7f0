import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Timestamp, UserId } from '../../shared/model/ids.ts';
import type { InviteId } from '../../shared/model/running.ts';
import { readSpokenCode, showSpokenCode } from '../../shared/model/spokenCode.ts';
import type { Pin } from '../../shared/model/trust.ts';
import { RequestError } from '../../shared/protocol/errors.ts';
import type { Proved } from '../../shared/protocol/http.ts';
import type { Reply } from '../../shared/protocol/requests.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/Store.ts';
import { deriveKey, type ScryptCost } from './deriveKey.ts';
import { proofOf } from './proof.ts';
import { hashToken, newSpokenCode, newToken } from './secrets.ts';

/** How long a spoken code is good for. */
export const SPOKEN_LIFE_MS = 15 * 60_000;
/** So many are good at a time; one more voids the oldest. */
const MAX_HELD = 5;
/** Who mishears tries twice or thrice; after so many in vain somebody is guessing. */
const MAX_WRONG = 10;
/** So many may wait to be tried: a guess costs a tenth of a second for each code that is held. */
const MAX_WAITING = 50;
const SALT_BYTES = 16;
/** 32 MiB and some 50 ms for each try: 2⁴⁰ of them in a quarter of an hour are out of reach. */
export const spokenCost: ScryptCost = { N: 2 ** 15, r: 8, p: 1 };

export type SpokenCodesOptions = {
  store: Pick<Store, 'admits' | 'createInvite' | 'voidInvite'>;
  clock: Clock;
  log: Log;
  /** The server's key; `null` where it speaks plain HTTP. */
  pin(): Pin | null;
  cost?: ScryptCost;
};

/** Invites for one account that are read out: short, for a quarter of an hour, and never written to the disk. */
export type SpokenCodes = {
  /** Makes one for somebody. Refuses with `forbidden` who may not invite, and with `conflict` where nothing could be proved by it. */
  speak(actorId: UserId): Promise<Reply<'invite:speak'>>;
  /** What is stored of the invite that a typed code stands for; `undefined` for what is no code that is good. */
  inviteHash(typed: string): Promise<string | undefined>;
  /** Proves to whoever knows a code that the server knows it too. Nothing can be learned from it without the code. */
  prove(nonce: string): Promise<Proved>;
};

/** `inviteHash` is of a secret that nobody has: the store can only be asked for the invite by who has the code's key. */
type Held = { key: Buffer; salt: Buffer; inviteHash: string; inviteId: InviteId; expiresAt: Timestamp };

export function createSpokenCodes({ cost = spokenCost, ...options }: SpokenCodesOptions): SpokenCodes {
  const { store, clock, log } = options;
  let held: Held[] = [];
  let wrong = 0;
  let waiting = 0;
  let tried: Promise<unknown> = Promise.resolve();

  /** Those that let in now: not over, used up, revoked, or of somebody who may not invite any more. */
  async function good(): Promise<Held[]> {
    const looked = held;
    const lets = await Promise.all(
      looked.map(
        async ({ inviteHash, expiresAt }) =>
          expiresAt > clock.now() && (await store.admits({ open: false, first: false, inviteHash })),
      ),
    );
    const over = new Set(looked.filter((_, at) => !lets[at]));
    held = held.filter((one) => !over.has(one));
    if (held.length === 0) wrong = 0;
    return [...held];
  }

  async function voidAll(codes: readonly Held[], why: 'guessed' | 'replaced'): Promise<void> {
    await Promise.all(codes.map(({ inviteId }) => store.voidInvite(inviteId, why)));
  }

  async function tryCode(code: string): Promise<string | undefined> {
    for (const { key, salt, inviteHash } of await good())
      if (timingSafeEqual(await deriveKey(code, salt, cost), key)) return inviteHash;
    if (held.length === 0) return undefined;
    wrong += 1;
    if (wrong < MAX_WRONG) return undefined;
    const guessed = held;
    held = [];
    wrong = 0;
    log.warn({ codes: guessed.length }, 'Somebody is guessing spoken codes: they are void.');
    await voidAll(guessed, 'guessed');
    return undefined;
  }

  return {
    async speak(actorId) {
      if (options.pin() === null)
        throw new RequestError(
          'conflict',
          'A code to read out needs a server with TLS: over plain HTTP it could prove nothing.',
        );
      const code = newSpokenCode();
      const inviteHash = hashToken(newToken());
      const expiresAt = clock.now() + SPOKEN_LIFE_MS;
      const invite = { codeHash: inviteHash, role: 'member' as const, uses: 1, expiresAt };
      const { id: inviteId } = await store.createInvite(actorId, invite);
      const salt = randomBytes(SALT_BYTES);
      const key = await deriveKey(code, salt, cost);
      await good();
      held.push({ key, salt, inviteHash, inviteId, expiresAt });
      await voidAll(held.splice(0, held.length - MAX_HELD), 'replaced');
      return { code: showSpokenCode(code), expiresAt };
    },

    async inviteHash(typed) {
      const code = readSpokenCode(typed);
      if (code === null || held.length === 0) return undefined;
      if (waiting >= MAX_WAITING)
        throw new RequestError('busy', 'Too many codes are being tried: try again.', 2000);
      waiting += 1;
      // One after the other: guesses that come all at once are counted before the next is tried.
      const trying = tried
        .then(() => tryCode(code))
        .finally(() => {
          waiting -= 1;
        });
      tried = trying.catch(() => undefined);
      return trying;
    },

    async prove(nonce) {
      const pin = options.pin();
      const proofs =
        pin === null
          ? []
          : (await good()).map(({ key, salt }) => ({
              salt: salt.toString('base64url'),
              proof: proofOf(key, pin, nonce),
            }));
      return { scrypt: cost, proofs };
    },
  };
}
