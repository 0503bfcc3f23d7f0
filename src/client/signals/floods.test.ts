import { v4 as uuid } from 'uuid';
import { expect, it } from 'vitest';
import { createManualClock } from '../../../test/support/space/createManualClock.ts';
import { conversationIdSchema, userIdSchema } from '../../shared/model/ids.ts';
import { createPresence } from './createPresence.ts';
import { createTyping } from './createTyping.ts';

const somebody = () => userIdSchema.parse(uuid());
const garden = conversationIdSchema.parse(uuid());

it('people who are made up fill no memory, and those who are known change on', () => {
  const presence = createPresence({ onChange() {} });
  const known = somebody();
  presence.receive([{ type: 'presence.changed', userId: known, presence: 'online' }]);
  for (let n = 0; n < 110; n++)
    presence.receive(
      Array.from({ length: 1_000 }, () => ({
        type: 'presence.changed',
        userId: somebody(),
        presence: 'online',
      })),
    );
  presence.receive([{ type: 'presence.changed', userId: known, presence: 'away' }]);
  expect(presence.people()).toHaveLength(100_000);
  expect(presence.people().find(({ userId }) => userId === known)?.presence).toBe('away');
});

it('so many people type at once, and no more', () => {
  const told: number[] = [];
  const typing = createTyping(createManualClock().clock, (_, userIds) => told.push(userIds.length));
  for (let n = 0; n < 5_000; n++)
    typing.receive({ type: 'typing.changed', conversationId: garden, userId: somebody(), typing: true });
  expect(Math.max(...told)).toBe(100);
});
