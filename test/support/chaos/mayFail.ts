import type { Player } from './World.ts';

export type Failing = { message: string; code: string | null };
/** What was done to a client's files. */
export type Troubles = Pick<Player, 'isDamaged' | 'isOutboxDamaged' | 'isQuitting' | 'lacksRoom'>;

/** Whether a client may fail like this, after what was done to its files: by the codes of `DatabaseError`, and by words. */
export function mayFail(troubles: Troubles, { message, code }: Failing): boolean {
  const { lacksRoom } = troubles;
  const isDamaged = troubles.isDamaged || troubles.isOutboxDamaged;
  const has = (words: string) => message.includes(words);
  if (code === 'damaged' || code === 'locked') return isDamaged;
  if (code === 'full' || code === 'unwritable' || has('ENOSPC')) return lacksRoom;
  // What is under way is answered with this when files are closed: to be begun anew, or because somebody quits.
  return has('This storage has been closed') && (isDamaged || lacksRoom || troubles.isQuitting);
}
