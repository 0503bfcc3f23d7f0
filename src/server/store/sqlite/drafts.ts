import { type Entry, MAX_ENTRIES } from '../../../shared/model/entry.ts';
import type { UserId } from '../../../shared/model/ids.ts';
import { userStream } from '../../../shared/model/stream.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import type { Parsed } from '../Store.ts';
import { append } from './append.ts';
import { findEntry } from './entries.ts';
import type { CommandContext } from './groupCommit.ts';
import { requireMember } from './membership.ts';
import type { Tables } from './tables.ts';

/**
 * Keeps what a person has half written, for their other devices. Refuses what was made from another draft than the one
 * that is held, unless both say the same: so nothing that was typed elsewhere is written over unseen, and a repeat does
 * no harm.
 */
export function saveDraft(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { conversationId: key, text, baseRevision, replyTo: answered = undefined }: Parsed<'draft:save'>,
): Entry {
  // Without any text there is no draft, whatever it was to answer.
  const replyTo = text === '' ? null : (answered ?? null);
  const stream = userStream(actorId);
  const held = findEntry(tables, stream, 'draft', key);
  const isSame = text === (held?.text ?? '') && replyTo === (held?.replyTo ?? null);
  if (isSame) return { kind: 'draft', key, value: held ?? null };
  if (baseRevision !== (held?.revision ?? 0))
    throw new RequestError('conflict', 'This draft was changed on another device.');
  // What was begun may always be given up, but only members write.
  if (text !== '') requireMember(tables, actorId, key);
  if (held === undefined && tables.entries.count(stream, 'draft') >= MAX_ENTRIES)
    throw new RequestError('conflict', `There may be ${MAX_ENTRIES} of these at most.`);
  const value = { text, replyTo };
  return append(tables, context, {
    stream,
    type: 'entry.changed',
    actorId,
    data: (revision) => ({
      entry: { kind: 'draft', key, value: text === '' ? null : { ...value, revision } },
    }),
  }).entry;
}
