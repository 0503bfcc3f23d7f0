import { parseEntry } from '../../../shared/model/entry.ts';
import type { Timestamp } from '../../../shared/model/ids.ts';

/** When the server has to do something about an entry; `null` for those that nothing is to be done about. */
export function dueAt(kind: string, value: unknown): Timestamp | null {
  switch (kind) {
    case 'scheduled': {
      const scheduled = parseEntry(kind, value);
      return scheduled === undefined || scheduled.failure !== null ? null : scheduled.sendAt;
    }
    case 'reminder': {
      const reminder = parseEntry(kind, value);
      return reminder === undefined || reminder.firedAt !== null ? null : reminder.remindAt;
    }
    default:
      return null;
  }
}
