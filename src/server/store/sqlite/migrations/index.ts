import type { Migration } from '../../../../sqlite/migrate.ts';
import { initial } from './001-initial.ts';
import { extrasAndEntries } from './002-extras-and-entries.ts';
import { entriesApart } from './003-entries-apart.ts';
import { lastSeen } from './004-last-seen.ts';
import { running } from './005-running.ts';
import { notifications } from './006-notifications.ts';
import { keptAndMet } from './007-kept-and-met.ts';

/** Every version of the server's database, in order. A shipped one is never edited. */
export const migrations: readonly Migration[] = [
  initial,
  extrasAndEntries,
  entriesApart,
  lastSeen,
  running,
  notifications,
  keptAndMet,
];
