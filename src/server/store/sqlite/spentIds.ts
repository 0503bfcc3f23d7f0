import { z } from 'zod';
import type { ClientId, UserId } from '../../../shared/model/ids.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { newId } from '../../newId.ts';

/** The newest id of so many authors is kept in memory. */
const MAX_AUTHORS = 100_000;
/** Sorts after every UUID. */
const BEYOND_ALL = 'g';

const idSchema = z.string().nullable();

/**
 * Which client ids cannot have been spent yet (S5), told without the look-up that every send would pay for: ids of version 7
 * sort by birth, so one that lies beyond all that its author spent is new. Any other may be a repeat, or comes from a clock that was
 * set back, and is looked for in the database. Ids that lie in the future at a start, as of other versions do, bound what is known
 * to be free. `at`: now, in UTC milliseconds.
 */
export function createSpentIds(database: Database, at: number) {
  const now = newId(at);
  const edge = (order: 'max' | 'min', compared: '<' | '>=') => {
    const found = database
      .prepare(
        `SELECT ${order}(client_id) FROM (SELECT ${order}(client_id) AS client_id FROM messages WHERE client_id ${compared} $now
           UNION ALL SELECT ${order}(client_id) FROM requests WHERE client_id ${compared} $now)`,
      )
      .pluck()
      .get({ now });
    return idSchema.parse(found);
  };
  /** Nothing between these two was spent before this start. */
  const ceiling = edge('min', '>=') ?? BEYOND_ALL;
  let floor = edge('max', '<') ?? '';
  /** The newest that each author has spent since. */
  const newest = new Map<UserId, string>();

  return {
    /** Whether it is certain that the author never used this id. */
    isFree: (authorId: UserId, clientId: ClientId): boolean =>
      clientId > (newest.get(authorId) ?? floor) && clientId < ceiling,
    /** Call for every id that is stored; that it may be undone does no harm. */
    spend(authorId: UserId, clientId: ClientId): void {
      if (clientId <= (newest.get(authorId) ?? floor)) return;
      if (newest.size === MAX_AUTHORS && !newest.has(authorId)) {
        floor = [...newest.values()].reduce((highest, id) => (id > highest ? id : highest), floor);
        newest.clear();
      }
      newest.set(authorId, clientId);
    },
  };
}
export type SpentIds = ReturnType<typeof createSpentIds>;
