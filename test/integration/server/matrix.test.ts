import { describe, expect, it } from 'vitest';
import { roleSchema } from '../../../src/shared/model/user.ts';
import { type NoticeName, type RequestName, requests } from '../../../src/shared/protocol/requests.ts';
import { type Cast, createCast, kindOf, relations } from '../../support/matrix/cast.ts';
import { type Asking, expected, notices, rules } from '../../support/matrix/rules.ts';

const names = Object.keys(requests) as RequestName[];

/** Nobody can be shut out who owns the space. */
const isPossible = ({ role, relation }: Asking): boolean =>
  role !== 'owner' || (relation !== 'banned' && relation !== 'deactivated');
const everyone = roleSchema.options
  .flatMap((role) => relations.map((relation): Asking => ({ role, relation })))
  .filter(isPossible);

/** Whether it matters to a request whether one is in what it is about: the others are asked of channels alone. */
const isOfPlace = (name: RequestName): boolean =>
  roleSchema.options.some(
    (role) =>
      expected(name, { role, relation: 'moderator' }) !== expected(name, { role, relation: 'stranger' }),
  );
const namesFor = ({ relation }: Asking): RequestName[] =>
  kindOf(relation) === 'channel' ? names : names.filter(isOfPlace);

/** What comes of asking each; what was granted has changed things, so that the next asks in a space of its own. */
async function outcomesOf(asking: Asking): Promise<Record<string, string>> {
  const { role, relation } = asking;
  const outcomes: Record<string, string> = {};
  let cast: Cast | undefined;
  for (const name of namesFor(asking)) {
    cast ??= await createCast(role, relation);
    outcomes[name] = await cast.outcome(name, await rules[name].payload(cast));
    if (outcomes[name] !== 'granted') continue;
    await cast.store.close();
    cast = undefined;
  }
  await cast?.store.close();
  return outcomes;
}

describe('who may ask what', () => {
  it('is said of every request of the protocol', () => {
    expect(Object.keys(rules).sort()).toEqual([...names].sort());
    expect(names.filter(isOfPlace).length).toBeGreaterThan(20);
  });

  it.each(everyone)('of one who is $role in the space, and $relation to what it is about', async (asking) => {
    expect(await outcomesOf(asking)).toEqual(
      Object.fromEntries(namesFor(asking).map((name) => [name, expected(name, asking)])),
    );
  });

  it.each(Object.keys(notices) as NoticeName[])(
    '%s is heard from those alone who may send it',
    async (name) => {
      for (const asking of everyone) {
        const cast = await createCast(asking.role, asking.relation);
        const told = await cast.toldOf(name, notices[name].payload(cast));
        const type = name === 'typing:set' ? 'typing.changed' : 'presence.changed';
        expect([asking, told.includes(type)]).toEqual([asking, expected(name, asking) === 'granted']);
        await cast.store.close();
      }
    },
  );

  it.each(everyone.filter(({ relation }) => relation === 'stranger'))(
    'one who is $role in the space, and a stranger to it, is shown nothing of it by what leaves out what one may not see',
    async ({ role, relation }) => {
      const { store, settled, asking, other, message } = await createCast(role, relation);
      const { id: messageId } = message;
      expect(await store.messages(asking.id, { messageIds: [messageId] })).toEqual([]);
      await settled(store.reportMessage(other.id, { messageId, reason: 'Rude' }));
      const isJudge = role === 'owner' || role === 'admin';
      const { reports } = await store.reports(asking.id, { open: true, limit: 5 });
      expect(reports).toHaveLength(isJudge ? 1 : 0);
      expect(await store.messages(asking.id, { messageIds: [messageId] })).toHaveLength(isJudge ? 1 : 0);
      await store.close();
    },
  );
});
