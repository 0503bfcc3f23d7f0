import type { Entry, EntryKind } from '../../../shared/model/entry.ts';
import type { UserId } from '../../../shared/model/ids.ts';
import { userStream } from '../../../shared/model/stream.ts';
import type { Parsed } from '../Store.ts';
import { type NewEntry, setEntry } from './entries.ts';
import type { CommandContext } from './groupCommit.ts';
import { forgetPerson } from './reactionNotifications.ts';
import { findRepeat, keepRequest, NO_CONVERSATION } from './repeats.ts';
import type { Tables } from './tables.ts';

/** What a person keeps for themselves. */
export function setPersonalEntry(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { kind, key, value, clientId }: Parsed<'entry:set'>,
): Entry {
  if (findRepeat(tables, actorId, clientId, 'entry:set'))
    return { kind, key, value: tables.entries.find(userStream(actorId), kind, key) ?? null };
  keepRequest(tables, context, actorId, clientId, { request: 'entry:set', conversationId: NO_CONVERSATION });
  // The payload's schema has paired kind, key and value.
  const entry = { kind, key, value } as Pick<NewEntry<EntryKind>, 'kind' | 'key' | 'value'>;
  const set = setEntry(tables, context, { ...entry, stream: userStream(actorId), actorId });
  if (kind === 'blocked' && value !== null) forgetPerson(tables, context, actorId, key);
  return set;
}
