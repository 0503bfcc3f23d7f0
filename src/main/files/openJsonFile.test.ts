import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openJsonFile } from './openJsonFile.ts';

const schema = z.object({ words: z.array(z.string()) });
let folder = '';
const path = () => join(folder, 'deep', 'words.json');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-json-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a JSON file', () => {
  it('begins with the initial value and keeps what is saved, readable by its owner only', async () => {
    const file = await openJsonFile(path(), schema, { words: [] });
    expect(file.get()).toEqual({ words: [] });
    await file.save({ words: ['tea'] });
    const again = await openJsonFile(path(), schema, { words: [] });
    expect(again.get()).toEqual({ words: ['tea'] });
    expect(again.wasSetAside).toBe(false);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['words.json']);
    if (process.platform !== 'win32') expect(statSync(path()).mode & 0o077).toBe(0);
  });

  it('ends with the last of several saves', async () => {
    const file = await openJsonFile(path(), schema, { words: [] });
    await Promise.all(['a', 'b', 'c'].map((word) => file.save({ words: [word] })));
    expect((await openJsonFile(path(), schema, { words: [] })).get()).toEqual({ words: ['c'] });
  });

  it.each(['{"words":["te', '{"words":"tea"}', ''])(
    'sets a damaged one aside, never losing it: %s',
    async (content) => {
      const first = await openJsonFile(path(), schema, { words: [] });
      await first.save({ words: ['old'] });
      writeFileSync(path(), content);
      const file = await openJsonFile(path(), schema, { words: [] });
      expect(file.wasSetAside).toBe(true);
      expect(file.get()).toEqual({ words: [] });
      expect(readFileSync(`${path()}.damaged-1`, 'utf8')).toBe(content);
    },
  );
});
