import { describe, expect, it } from 'vitest';
import { type Answer, runLater, runNow, type Steps, take } from './steps.ts';

type Shelf = { jars(): Answer<number>; open(jar: number): Answer<string> };

function* openAll(shelf: Shelf): Steps<string[]> {
  const opened: string[] = [];
  const jars = yield* take(shelf.jars());
  for (let jar = 1; jar <= jars; jar += 1) opened.push(yield* take(shelf.open(jar)));
  return opened;
}

function* openOne(shelf: Shelf): Steps<string> {
  try {
    return yield* take(shelf.open(1));
  } catch (error) {
    return `not opened: ${String(error)}`;
  }
}

const atOnce: Shelf = { jars: () => 2, open: (jar) => `jar ${jar}` };
const later: Shelf = { jars: async () => 2, open: async (jar) => `jar ${jar}` };
const stuck: Shelf = { jars: () => 2, open: (jar) => Promise.reject(new Error(`jar ${jar} is stuck`)) };

describe('a rule', () => {
  it('comes to the same with tables that answer at once, later, or both', async () => {
    const both: Shelf = { jars: () => 2, open: later.open };
    expect(runNow(openAll(atOnce))).toEqual(['jar 1', 'jar 2']);
    for (const shelf of [atOnce, later, both])
      expect(await runLater(openAll(shelf))).toEqual(['jar 1', 'jar 2']);
  });

  it('is never left waiting where it has to be done at once', () => {
    expect(() => runNow(openAll(later))).toThrow('answered by a promise');
  });

  it('is told what was refused where it waits for it, and may go on', async () => {
    await expect(runLater(openAll(stuck))).rejects.toThrow('jar 1 is stuck');
    expect(await runLater(openOne(stuck))).toBe('not opened: Error: jar 1 is stuck');
  });
});
