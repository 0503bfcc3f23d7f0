import { expect, it } from 'vitest';
import { createHandSpace } from '../../../test/support/space/createHandSpace.ts';
import { defaultLimits } from '../limits.ts';

it('a password is made and hashed for who may reset one, and for nobody else', async () => {
  const hashed: string[] = [];
  const hand = createHandSpace(defaultLimits, {
    async hash(password) {
      hashed.push(password);
      return 'its hash';
    },
    verify: async () => false,
  });
  const [ann, bob] = [await hand.register('ann'), await hand.register('bob')];
  const [anns, bobs] = [await hand.connect(ann.id), await hand.connect(bob.id)];
  const refused = await hand.space.request(bobs.device, 'user:resetPassword', { userId: ann.id });
  expect(refused).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  expect(hashed).toEqual([]);
  const reset = hand.space.request(anns.device, 'user:resetPassword', { userId: bob.id });
  // It is hashed in one turn, and stored at the end of the next.
  while (hashed.length === 0) await hand.time.endTurn();
  expect(await hand.settled(reset)).toEqual({ ok: true, data: { password: hashed[0] } });
  await hand.store.close();
});
