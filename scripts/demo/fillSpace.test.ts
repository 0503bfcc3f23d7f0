import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/server/clock.ts';
import { openFolder } from '../../src/server/openFolder.ts';
import { people, spaceName, steps } from './conversation.ts';
import { fillSpace } from './fillSpace.ts';

it('the sample space holds what was said, in the order and at the times it was said, and what is unread', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'parley-demo-test-'));
  try {
    const places = await fillSpace(dataFolder, 'not for long');
    const { store, close } = openFolder(dataFolder, { clock: systemClock });
    expect(store.name).toBe(spaceName);
    const [nadia, tom] = [await store.credentials('nadia'), await store.credentials('tom')];
    if (!nadia || !tom) throw new Error('they are not there');
    expect([nadia.user.role, tom.user.displayName]).toEqual(['owner', people.tom]);
    for (const [place, conversationId] of Object.entries(places)) {
      const { messages } = await store.history(tom.user.id, { conversationId, limit: 200 });
      const said = steps.filter(({ where }) => where === place);
      const texts = said.map((step) => ('edited' in step ? step.edited : 'deleted' in step ? '' : step.text));
      expect(messages.map(({ text }) => text)).toEqual(texts);
      const times = messages.map(({ createdAt }) => createdAt);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times.at(-1)).toBeLessThan(Date.now());
    }
    const unread = await store.snapshot(tom.user.id, `conversation:${places.general}`);
    expect(unread?.snapshot).toMatchObject({ read: { unread: 3 } });
    await close();
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
});
