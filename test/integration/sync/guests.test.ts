import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v4 as uuid } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clientIdSchema } from '../../../src/shared/model/ids.ts';
import { createTestSpace } from '../../support/space/createTestSpace.ts';
import { LivePerson } from '../../support/space/LivePerson.ts';

let folder: string;
let space: Awaited<ReturnType<typeof createTestSpace>>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-guests-'));
  space = await createTestSpace();
});
afterEach(async () => {
  await space.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const clientId = () => clientIdSchema.parse(uuid());

it('S3: who becomes a guest, and is one no longer, sees what is theirs to see on a device that is there all along', async () => {
  const [ann, lou] = [await space.enter('ann'), await space.enter('lou')];
  const bob = await LivePerson.register(space.server.url, folder, 'bob');
  try {
    const channel = { kind: 'channel' as const, name: 'visitors', memberIds: [bob.userId] };
    const { conversation } = await ann.ask('conversation:create', { ...channel, clientId: clientId() });
    await ann.ask('conversation:create', { kind: 'channel', name: 'elsewhere', clientId: clientId() });
    const seen = async () => {
      const { conversations } = await bob.engine.content();
      return conversations.map(({ name, joined }) => `${name}${joined ? '' : ', not in it'}`).sort();
    };
    const nameOf = async (userId: string) =>
      (await bob.engine.content()).users.find(({ id }) => id === userId)?.displayName;
    const asMember = ['elsewhere, not in it', 'general', 'visitors'];
    await expect.poll(seen).toEqual(asMember);

    await ann.ask('user:role', { userId: bob.userId, role: 'guest' });
    await expect.poll(seen).toEqual(['visitors']);
    await expect.poll(() => bob.engine.connection().status).toBe('online');
    expect(await bob.engine.members({ conversationId: conversation.id })).toHaveLength(2);
    expect([await nameOf(ann.userId), await nameOf(bob.userId)]).toEqual(['ann', 'bob']);
    await lou.ask('user:change', { displayName: 'Louise' });
    await ann.ask('member:add', { conversationId: conversation.id, userIds: [lou.userId] });
    await expect.poll(() => nameOf(lou.userId)).toBe('Louise');
    await expect.poll(() => bob.engine.members({ conversationId: conversation.id })).toHaveLength(3);

    await ann.ask('user:role', { userId: bob.userId, role: 'member' });
    await expect.poll(seen).toEqual(asMember);
  } finally {
    await bob.close();
  }
});
