import { join } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';
import { defaultLimits, type LimitSettings } from '../../../src/server/limits.ts';
import type { Log } from '../../../src/server/log.ts';
import { healthSchema } from '../../../src/shared/protocol/http.ts';
import { openDatabase } from '../../../src/sqlite/openDatabase.ts';
import { createTestSpace } from '../../support/space/createTestSpace.ts';

const unlimited: LimitSettings = Object.fromEntries(
  Object.keys(defaultLimits).map((kind) => [kind, { perSecond: 1e9, burst: 1_000_000_000 }]),
);
const rowSchema = z.record(z.string(), z.unknown());
const nameSchema = z.object({ name: z.string() });

export type WiredSpace = Awaited<ReturnType<typeof createWiredSpace>>;

/** A real server on real sockets, one sound person in it, and what it takes to see that nothing has harmed it. */
export async function createWiredSpace(limits: LimitSettings = {}) {
  const faults: unknown[] = [];
  const note = (fields: { err?: unknown }, message: string) =>
    void faults.push({ message, err: fields.err instanceof Error ? fields.err.stack : fields.err });
  const log: Log = { debug() {}, info() {}, warn() {}, error: note };
  const space = await createTestSpace({ log, limits: { ...unlimited, ...limits } });
  const ann = await space.enter('ann');
  const mallory = await space.enter('mallory');
  const conversationId = await ann.general();
  const onlooker = openDatabase(join(space.dataFolder, 'space.sqlite'), { synchronous: 'NORMAL' });

  /** A line for each row that is stored, but for when people were last there, which comes and goes with connections. */
  function stored(): string[] {
    const tables = onlooker
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .all();
    return tables.flatMap((table) => {
      const { name } = nameSchema.parse(table);
      const rows = onlooker.prepare(`SELECT * FROM "${name}"`).all();
      return rows.map(
        (row) => `${name} ${JSON.stringify({ ...rowSchema.parse(row), last_seen_at: undefined })}`,
      );
    });
  }
  const before = stored();

  return {
    ...{
      url: space.server.url,
      port: space.server.port,
      dataFolder: space.dataFolder,
      conversationId,
      mallory,
    },
    /** That the server answers, has had no fault, and stores what it did. */
    async isUnharmed(): Promise<void> {
      const answer = await fetch(`${space.server.url}/health`);
      expect(healthSchema.parse(await answer.json()).status).toBe('ok');
      expect(await ann.codeOf('history', { conversationId, limit: 1 })).toBe('granted');
      expect(faults).toEqual([]);
      expect(stored()).toEqual(before);
    },
    async dispose(): Promise<void> {
      onlooker.close();
      await space.dispose();
    },
  };
}
