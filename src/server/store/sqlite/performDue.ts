import {
  type ConversationId,
  messageIdSchema,
  type Timestamp,
  type UserId,
} from '../../../shared/model/ids.ts';
import { parseStream } from '../../../shared/model/stream.ts';
import type { ErrorCode } from '../../../shared/protocol/errors.ts';
import { isRetryable, RequestError } from '../../../shared/protocol/errors.ts';
import type { EntryPlace } from './entryRows.ts';
import { requireActive } from './governingPeople.ts';
import type { GroupCommit } from './groupCommit.ts';
import { fireReminder } from './reminders.ts';
import { sweep } from './retention.ts';
import { failScheduled, sendScheduled } from './scheduled.ts';
import type { Tables } from './tables.ts';

/** So many are done with one commit. */
const BATCH = 100;
/** The same of conversations whose messages go: each may be many. */
const SWEPT_AT_ONCE = 4;
const PUT_OFF_MS = 10 * 60_000;

/**
 * Does what has fallen due. One that fails by a fault of the server's stays due, or is due again soon, and holds up no
 * other; the fault is thrown when the others are done.
 */
export async function performDue(tables: Tables, commits: GroupCommit, now: Timestamp): Promise<void> {
  const due = tables.entries.due(now, BATCH).map((place) => perform(tables, commits, place));
  const swept = tables.retention.due(now, SWEPT_AT_ONCE).map((id) => sweepOrPutOff(tables, commits, id));
  for (const outcome of await Promise.allSettled([...due, ...swept]))
    if (outcome.status === 'rejected') throw outcome.reason;
}

/** One that fails is looked at again later, since few are swept at a time: it would take the place of others for ever. */
async function sweepOrPutOff(tables: Tables, commits: GroupCommit, id: ConversationId): Promise<void> {
  try {
    await commits.write((context) => sweep(tables, context, id));
  } catch (error) {
    await commits.write(({ at }) => tables.retention.set(id, at + PUT_OFF_MS));
    throw error;
  }
}

async function perform(tables: Tables, commits: GroupCommit, place: EntryPlace): Promise<void> {
  const parts = parseStream(place.stream);
  if (parts?.kind !== 'user') throw new Error(`Nothing of ${place.stream} can fall due.`);
  const { userId } = parts;
  if (place.kind === 'reminder')
    return commits.write((context) =>
      fireReminder(tables, context, userId, messageIdSchema.parse(place.key)),
    );
  return send(tables, commits, userId, place.key);
}

async function send(tables: Tables, commits: GroupCommit, userId: UserId, scheduleId: string): Promise<void> {
  try {
    await commits.write((context) => {
      requireActive(tables, userId);
      sendScheduled(tables, context, userId, scheduleId);
    });
  } catch (error) {
    if (!(error instanceof RequestError) || isRetryable(error.code)) throw error;
    const failure: ErrorCode = error.code;
    await commits.write((context) => failScheduled(tables, context, userId, { scheduleId, failure }));
  }
}
