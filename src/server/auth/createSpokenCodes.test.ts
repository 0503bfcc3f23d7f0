import { createHmac, scryptSync } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { createManualClock } from '../../../test/support/space/createManualClock.ts';
import { normalizeCode, proofText } from '../../shared/model/spokenCode.ts';
import { type Pin, pinSchema } from '../../shared/model/trust.ts';
import type { User } from '../../shared/model/user.ts';
import { IN_MEMORY, openDatabase } from '../../sqlite/openDatabase.ts';
import { silentLog } from '../log.ts';
import { openSqliteStore } from '../store/sqlite/openSqliteStore.ts';
import { createSpokenCodes, SPOKEN_LIFE_MS } from './createSpokenCodes.ts';

const cost = { N: 16, r: 1, p: 1 };
const ours = pinSchema.parse('a5'.repeat(32));
const another = pinSchema.parse('5a'.repeat(32));

/** A space that Ann owns and Bob is in, where codes are read out. */
async function createStage(pin: Pin | null = ours) {
  const time = createManualClock();
  const { clock } = time;
  const store = openSqliteStore(openDatabase(IN_MEMORY, { synchronous: 'NORMAL' }), { clock });
  onTestFinished(() => store.close());
  const warnings: string[] = [];
  const log = { ...silentLog, warn: (_: object, message: string) => void warnings.push(message) };
  const codes = createSpokenCodes({ store, clock, log, pin: () => pin, cost });

  /** Turns end until it is settled: what is stored waits for that, and keys are made in threads. */
  async function settled<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const settle = () => {
      isSettled = true;
    };
    promise.then(settle, settle);
    while (!isSettled) await time.endTurn();
    return promise;
  }
  const enter = (username: string, inviteHash: string | null, open = false): Promise<User> => {
    const admission = { open, first: open, inviteHash };
    return settled(store.createAccount({ username, displayName: username, passwordHash: '', admission }));
  };
  const ann = await enter('ann', null, true);
  const bob = await enter('bob', null, true);
  return {
    ...{ time, store, codes, warnings, settled, enter, ann, bob },
    speak: async (actor = ann) => (await settled(codes.speak(actor.id))).code,
    hashOf: (typed: string) => settled(codes.inviteHash(typed)),
    /** Whether who heard this code takes the server at this key for the one that is meant. */
    async proves(code: string, seen: Pin): Promise<boolean> {
      const nonce = 'AAAAAAAAAAAAAAAAAAAAAA';
      const { scrypt, proofs } = await settled(codes.prove(nonce));
      return proofs.some(({ salt, proof }) => {
        const key = scryptSync(normalizeCode(code), Buffer.from(salt, 'base64url'), 32, scrypt);
        return createHmac('sha256', key).update(proofText(seen, nonce)).digest('base64url') === proof;
      });
    },
  };
}

const nobodys = (at: number): string => `0000-000${at}`;

it('lets one in who heard it, as a member, however they typed it, and nobody else after', async () => {
  const { speak, hashOf, enter } = await createStage();
  const code = await speak();
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  const hash = await hashOf(` ${code.toLowerCase().replace('-', ' ')}`);
  expect(await enter('cleo', hash ?? null)).toMatchObject({ role: 'member' });
  expect(await hashOf(code)).toBeUndefined();
  await expect(enter('dan', hash ?? null)).rejects.toMatchObject({ code: 'forbidden' });
});

it('is over after a quarter of an hour', async () => {
  const { speak, hashOf, proves, time } = await createStage();
  const code = await speak();
  time.advance(SPOKEN_LIFE_MS - 1);
  expect(await hashOf(code)).toBeDefined();
  time.advance(1);
  expect(await hashOf(code)).toBeUndefined();
  expect(await proves(code, ours)).toBe(false);
});

it('is known by five at a time: one more voids the oldest', async () => {
  const { speak, hashOf, store } = await createStage();
  const spoken: string[] = [];
  for (let at = 0; at < 6; at += 1) spoken.push(await speak());
  const known = [];
  for (const code of spoken) known.push((await hashOf(code)) !== undefined);
  expect(known).toEqual([false, true, true, true, true, true]);
  const invites = await store.invites(null);
  expect(invites.filter(({ revokedAt }) => revokedAt !== null)).toHaveLength(1);
});

it('proves to who heard it which key the server has, and proves nothing for another key or code', async () => {
  const { speak, proves } = await createStage();
  const [one, two] = [await speak(), await speak()];
  expect([await proves(one, ours), await proves(two, ours)]).toEqual([true, true]);
  expect(await proves(one, another)).toBe(false);
  expect(await proves(nobodys(1), ours)).toBe(false);
});

it('is void with all others once somebody has guessed ten times, even all at once', async () => {
  const { speak, codes, settled, hashOf, warnings, store } = await createStage();
  const code = await speak();
  await Promise.all(Array.from({ length: 9 }, (_, at) => settled(codes.inviteHash(nobodys(at)))));
  expect(await hashOf(code)).toBeDefined();
  const guesses = ['Q000-0000', code].map((typed) => codes.inviteHash(typed));
  expect(await settled(Promise.all(guesses))).toEqual([undefined, undefined]);
  expect(warnings).toHaveLength(1);
  expect(await store.invites(null)).toMatchObject([{ revokedAt: expect.any(Number) }]);
  const { records } = await store.audit(null, { act: 'invite.revoked', limit: 5 });
  expect(records).toMatchObject([{ actor: { kind: 'space' }, detail: { why: 'guessed' } }]);
  // Who reads out the next one starts anew.
  expect(await hashOf(await speak())).toBeDefined();
});

it('costs no try what has another shape, such as a whole invite', async () => {
  const { speak, hashOf } = await createStage();
  const code = await speak();
  for (let at = 0; at < 20; at += 1) expect(await hashOf('K7Q2M-04ZWX-9TB3C-H5R8N')).toBeUndefined();
  expect(await hashOf(code)).toBeDefined();
});

it('is for who may invite, and rests with them', async () => {
  const { speak, hashOf, proves, settled, store, bob } = await createStage();
  await expect(speak(bob)).rejects.toMatchObject({ code: 'forbidden' });
  await settled(store.setUserRole(null, { userId: bob.id, role: 'admin' }));
  const code = await speak(bob);
  expect(await proves(code, ours)).toBe(true);
  await settled(store.setUserRole(null, { userId: bob.id, role: 'member' }));
  expect(await hashOf(code)).toBeUndefined();
  expect(await proves(code, ours)).toBe(false);
});

it('is not made where the server has no key to prove', async () => {
  const { speak, codes, settled } = await createStage(null);
  await expect(speak()).rejects.toMatchObject({ code: 'conflict' });
  expect(await settled(codes.prove('AAAAAAAAAAAAAAAAAAAAAA'))).toMatchObject({ proofs: [] });
});
