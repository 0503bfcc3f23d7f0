import type { Conversation } from '../../../shared/model/conversation.ts';
import type { UserId } from '../../../shared/model/ids.ts';
import type { Notice } from '../../../shared/model/message.ts';
import { conversationStream, directoryStream } from '../../../shared/model/stream.ts';
import type { Parsed } from '../Store.ts';
import { append } from './append.ts';
import { auditActorOf, note } from './audit.ts';
import { requireOwnLook } from './channelNames.ts';
import { permissionsOf, requireGovernable, requirePermission } from './governing.ts';
import type { CommandContext } from './groupCommit.ts';
import { asKnownTo, noConversation } from './membership.ts';
import { addNotice } from './notices.ts';
import { findRepeat, keepRequest } from './repeats.ts';
import { retain } from './retention.ts';
import type { Tables } from './tables.ts';

type Change = Parsed<'conversation:change'>;

/** Changes what a conversation says of itself; sets what is given, so that a second time changes nothing. */
export function changeConversation(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  change: Change,
): Conversation {
  const { conversationId, clientId } = change;
  const repeat = findRepeat(tables, actorId, clientId, 'conversation:change');
  if (repeat) {
    const conversation = tables.conversations.find(repeat.conversationId);
    if (conversation === undefined) throw noConversation();
    return asKnownTo(tables, conversation, actorId);
  }
  const before = requireGovernable(tables, actorId, conversationId);
  const after = changed(before, change, context.at);
  authorise(tables, actorId, before, after);
  keepRequest(tables, context, actorId, clientId, { request: 'conversation:change', conversationId });
  write(tables, context, actorId, before, after);
  return after;
}

function changed(
  before: Conversation,
  { name, topic, description, archived, retentionDays }: Change,
  at: number,
): Conversation {
  const after = { ...before };
  if (name !== undefined) after.name = name;
  if (topic === null) delete after.topic;
  else if (topic !== undefined) after.topic = topic;
  if (description === null) delete after.description;
  else if (description !== undefined) after.description = description;
  if (retentionDays === null) delete after.retentionDays;
  else if (retentionDays !== undefined) after.retentionDays = retentionDays;
  if (archived === false) delete after.archivedAt;
  else if (archived === true) after.archivedAt ??= at;
  return after;
}

function authorise(tables: Tables, actorId: UserId, before: Conversation, after: Conversation): void {
  const may = permissionsOf(tables, before, actorId);
  const wasArchived = before.archivedAt !== undefined;
  const isArchived = after.archivedAt !== undefined;
  if (wasArchived && !isArchived) requirePermission(may.unarchive, 'unarchive this conversation');
  if (isArchived && !wasArchived) requirePermission(may.archive, 'archive this conversation');
  // What leaves the archive may be changed in the same breath.
  const open = wasArchived && !isArchived ? after : before;
  const then = open === before ? may : permissionsOf(tables, open, actorId);
  if (before.name !== after.name) requirePermission(then.rename, 'rename this conversation', open);
  if (before.topic !== after.topic || before.description !== after.description)
    requirePermission(then.describe, 'say what this conversation is about', open);
  if (before.retentionDays !== after.retentionDays)
    requirePermission(then.retain, 'say for how long messages are kept', open);
  if (before.name === after.name || after.private || after.name === null) return;
  requireOwnLook(tables, after.name, after.id);
}

function write(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  before: Conversation,
  after: Conversation,
): void {
  const notices = noticesOf(before, after);
  const isRetained = before.retentionDays !== after.retentionDays;
  if (notices.length === 0 && before.description === after.description && !isRetained) return;
  tables.conversations.update(after);
  if (isRetained) retain(tables, context, after.id, after.retentionDays);
  const data = () => ({ conversation: after });
  const stream = conversationStream(after.id);
  append(tables, context, { stream, type: 'conversation.changed', actorId, data });
  if (!after.private)
    append(tables, context, { stream: directoryStream, type: 'conversation.changed', actorId, data });
  for (const notice of notices) addNotice(tables, context, after.id, actorId, notice);
  noteActs(tables, context, actorId, before, after);
}

/** What of it is noted: not what a conversation is called, but whether anybody can write and what is kept. */
function noteActs(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  before: Conversation,
  after: Conversation,
): void {
  const about = { actor: auditActorOf(actorId), conversationId: after.id };
  const isArchived = after.archivedAt !== undefined;
  if (isArchived !== (before.archivedAt !== undefined)) {
    const act = isArchived ? 'conversation.archived' : 'conversation.unarchived';
    note(tables, context, { ...about, act });
  }
  const [from = null, to = null] = [before.retentionDays, after.retentionDays];
  if (from !== to) note(tables, context, { ...about, act: 'conversation.retention', detail: { from, to } });
}

/** A line for each thing that changed; a description is read where it stands. */
function noticesOf(before: Conversation, after: Conversation): Notice[] {
  const notices: Notice[] = [];
  const isArchived = after.archivedAt !== undefined;
  const wasArchived = before.archivedAt !== undefined;
  if (wasArchived && !isArchived) notices.push({ type: 'unarchived' });
  if (after.name !== null && before.name !== after.name) notices.push({ type: 'renamed', name: after.name });
  if (before.topic !== after.topic) notices.push({ type: 'topic', topic: after.topic ?? null });
  if (isArchived && !wasArchived) notices.push({ type: 'archived' });
  return notices;
}
