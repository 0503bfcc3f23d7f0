import { expect, it } from 'vitest';
import { leaveWorker, workerName } from './workerName.ts';

function createStorage() {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
  };
}

it('all tabs that saw a worker end name the next one alike, and so does one that comes later', () => {
  const storage = createStorage();
  const first = workerName(storage);
  leaveWorker(first, storage);
  const next = workerName(storage);
  expect(next).not.toBe(first);
  // The second tab that saw the same end.
  leaveWorker(first, storage);
  expect(workerName(storage)).toBe(next);
  leaveWorker(next, storage);
  expect([first, next]).not.toContain(workerName(storage));
});

it('what is kept under the name by somebody else is no name', () => {
  const storage = createStorage();
  storage.setItem('parley-worker', 'parley of old');
  expect(workerName(storage)).toBe(workerName(createStorage()));
});
