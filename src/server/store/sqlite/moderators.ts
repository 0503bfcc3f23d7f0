import { type UserId, userIdSchema } from '../../../shared/model/ids.ts';
import type { Report } from '../../../shared/model/running.ts';
import { conversationStream, parseStream } from '../../../shared/model/stream.ts';
import { permissionsOf } from './governing.ts';
import type { CommandContext } from './groupCommit.ts';
import { listens, markReadByKey, tell } from './notifications.ts';
import type { Tables } from './tables.ts';

/** Who may judge what is reported in a conversation. */
function moderatorsOf(tables: Tables, { conversationId }: Pick<Report, 'conversationId'>): UserId[] {
  const conversation = tables.conversations.find(conversationId);
  if (conversation === undefined) return [];
  const roles = tables.entries.all(conversationStream(conversationId)).filter(({ kind }) => kind === 'role');
  const candidates = new Set([
    conversation.createdBy,
    ...roles.map(({ key }) => userIdSchema.parse(key)),
    ...tables.users.admins(),
  ]);
  return [...candidates].filter((userId) => permissionsOf(tables, conversation, userId).moderate);
}

/** Tells who moderates of a report, but for who made it and whom it is about. */
export function notifyModerators(tables: Tables, context: CommandContext, report: Report): void {
  const { id, conversationId, messageId, seq, authorId, reporterId } = report;
  const about = {
    type: 'report' as const,
    reportId: id,
    conversationId,
    messageId,
    seq,
    actorId: reporterId,
  };
  for (const userId of moderatorsOf(tables, report))
    if (userId !== reporterId && userId !== authorId && listens(tables, userId, null))
      tell(tables, context, userId, { key: `report:${id}`, about, actorId: reporterId });
}

/** A report that was judged is no news to anybody. */
export function settleReport(
  tables: Tables,
  context: CommandContext,
  { id, conversationId, seq }: Pick<Report, 'id' | 'conversationId' | 'seq'>,
): void {
  const key = `report:${id}`;
  for (const place of tables.notifications.aboutMessages(conversationId, seq, seq)) {
    const parts = parseStream(place.stream);
    if (place.key === key && parts?.kind === 'user') markReadByKey(tables, context, parts.userId, key);
  }
}
