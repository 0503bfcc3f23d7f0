import { type Entry, entryKinds, MAX_DRAFT_SAVES, MAX_DRAFTS } from '../../../shared/model/entry.ts';
import { type ConversationId, conversationIdSchema, type UserId } from '../../../shared/model/ids.ts';
import { type Stream, userStream } from '../../../shared/model/stream.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import type { Parsed } from '../Store.ts';
import { append } from './append.ts';
import { findEntry, setEntry } from './entries.ts';
import type { CommandContext } from './groupCommit.ts';
import { requireMember } from './membership.ts';
import type { Tables } from './tables.ts';

/**
 * Keeps what a person has half written, for their other devices. Refuses what was made from another draft than the one
 * that is held, unless both say the same: so nothing that was typed elsewhere is written over unseen. A repeat is
 * known by its client id, which the draft remembers.
 */
export function saveDraft(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { conversationId: key, text, baseRevision, clientId, replyTo: answered = undefined }: Parsed<'draft:save'>,
): Entry {
  // Without any text there is no draft, whatever it was to answer.
  const replyTo = text === '' ? null : (answered ?? null);
  const stream = userStream(actorId);
  const held = findEntry(tables, stream, 'draft', key);
  const isSame = text === (held?.text ?? '') && replyTo === (held?.replyTo ?? null);
  if (isSame || held?.saves.includes(clientId)) return { kind: 'draft', key, value: held ?? null };
  if (baseRevision !== (held?.revision ?? 0))
    throw new RequestError('conflict', 'This draft was changed on another device.');
  // What was begun may always be given up, but only members write.
  if (text !== '') requireMember(tables, actorId, key);
  if (held === undefined) makeRoom(tables, context, actorId, stream);
  const saves = [...(held?.saves ?? []), clientId].slice(-MAX_DRAFT_SAVES);
  return append(tables, context, {
    stream,
    type: 'entry.changed',
    actorId,
    data: (revision) => ({ entry: { kind: 'draft', key, value: { text, replyTo, revision, saves } } }),
  }).entry;
}

/** Forgets the draft that was sent or taken away the longest ago, where there are as many as there may be. */
function makeRoom(tables: Tables, context: CommandContext, actorId: UserId, stream: Stream): void {
  if (tables.entries.count(stream, 'draft') < MAX_DRAFTS) return;
  let oldest: { key: ConversationId; revision: number } | undefined;
  for (const { kind, key, value } of tables.entries.all(stream)) {
    if (kind !== 'draft') continue;
    const { text, revision } = entryKinds.draft.value.parse(value);
    if (text === '' && (oldest === undefined || revision < oldest.revision))
      oldest = { key: conversationIdSchema.parse(key), revision };
  }
  if (oldest === undefined)
    throw new RequestError('conflict', `Drafts are kept for ${MAX_DRAFTS} conversations at most.`);
  setEntry(tables, context, { stream, actorId, kind: 'draft', key: oldest.key, value: null });
}
