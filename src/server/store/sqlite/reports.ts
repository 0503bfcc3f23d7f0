import type { ConversationId, UserId } from '../../../shared/model/ids.ts';
import type { Message } from '../../../shared/model/message.ts';
import { type Report, reportIdSchema } from '../../../shared/model/running.ts';
import { isActive, isAdmin } from '../../../shared/model/user.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import type { Reply } from '../../../shared/protocol/requests.ts';
import { newId } from '../../newId.ts';
import type { Parsed } from '../Store.ts';
import { auditActorOf, note } from './audit.ts';
import { permissionsOf } from './governing.ts';
import type { CommandContext } from './groupCommit.ts';
import { requireMessage } from './messageChanges.ts';
import { notifyModerators, settleReport } from './moderators.ts';
import { findRepeat, keepRequest } from './repeats.ts';
import type { Tables } from './tables.ts';

/** How long a report is listed after it was closed; that it was made and closed stays in the audit log. */
const CLOSED_KEPT_MS = 365 * 24 * 3_600_000;

/** Whether somebody judges what others wrote in a conversation: who moderates it, and who runs the space. */
function judgesIn(tables: Tables, userId: UserId, conversationId: ConversationId): boolean {
  const user = tables.users.find(userId);
  if (!user || !isActive(user)) return false;
  if (isAdmin(user.role)) return true;
  const conversation = tables.conversations.find(conversationId);
  return conversation !== undefined && permissionsOf(tables, conversation, userId).moderate;
}

/** Nobody judges what they wrote themselves, nor learns who has reported it; whoever runs the space included. */
const mayJudge = (
  tables: Tables,
  userId: UserId,
  { authorId, conversationId }: Pick<Report, 'authorId' | 'conversationId'>,
): boolean => authorId !== userId && judgesIn(tables, userId, conversationId);

/** Whether somebody may see a message that is not in a conversation of theirs, since it was reported for them to judge. */
export const isShownToJudge = (tables: Tables, userId: UserId, message: Message): boolean =>
  tables.reports.isReported(message.id) && mayJudge(tables, userId, message);

export function reportMessage(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { messageId, reason, clientId }: Parsed<'message:report'>,
): void {
  if (findRepeat(tables, actorId, clientId, 'message:report')) return;
  const message = requireMessage(tables, actorId, messageId);
  if (message.authorId === actorId)
    throw new RequestError('forbidden', 'Nobody reports what they wrote themselves: delete it.');
  if (message.deletedAt !== null) throw new RequestError('conflict', 'This message was deleted.');
  const { conversationId, seq, authorId } = message;
  keepRequest(tables, context, actorId, clientId, { request: 'message:report', conversationId, messageId });
  // One that waits to be judged says it once, however often it is said.
  if (tables.reports.openBy(messageId, actorId)) return;
  const report: Report = {
    id: reportIdSchema.parse(newId(context.at)),
    conversationId,
    messageId,
    seq,
    authorId,
    reporterId: actorId,
    reason,
    at: context.at,
    closed: null,
  };
  tables.reports.insert(report);
  tables.reports.prune(context.at - CLOSED_KEPT_MS);
  const about = { userId: authorId, conversationId, messageId };
  const detail = { reportId: report.id };
  note(tables, context, { actor: auditActorOf(actorId), act: 'message.reported', ...about, detail });
  notifyModerators(tables, context, report);
}

/** What is for a person to judge, newest first. */
export function readReports(
  tables: Tables,
  actorId: UserId,
  request: Parsed<'report:list'>,
): Reply<'report:list'> {
  const user = tables.users.find(actorId);
  if (!user || !isActive(user)) return { reports: [], more: false };
  if (isAdmin(user.role)) return tables.reports.list(request, actorId, 'all');
  const judged = tables.conversations
    .ofUser(actorId)
    .filter((conversation) => permissionsOf(tables, conversation, actorId).moderate);
  return tables.reports.list(
    request,
    actorId,
    judged.map(({ id }) => id),
  );
}

const noReport = () => new RequestError('not_found', 'There is no such report.');

function requireReport({ reports }: Tables, id: string | null): Report {
  const report = id === null ? undefined : reports.find(id);
  if (report === undefined) throw noReport();
  return report;
}

/** A second time changes nothing: who came first has judged it. */
export function closeReport(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { reportId, outcome, clientId }: Parsed<'report:close'>,
): Report {
  const request = 'report:close';
  const repeat = findRepeat(tables, actorId, clientId, request);
  if (repeat) return requireReport(tables, repeat.subjectId);
  const report = requireReport(tables, reportId);
  if (!mayJudge(tables, actorId, report)) throw noReport();
  if (report.closed !== null) return report;
  const { conversationId, messageId, authorId: userId } = report;
  const kept = { request, conversationId, messageId, subjectId: reportId } as const;
  keepRequest(tables, context, actorId, clientId, kept);
  const closed = { by: actorId, at: context.at, outcome };
  tables.reports.close(reportId, closed);
  settleReport(tables, context, report);
  const detail = { reportId, outcome };
  const about = { userId, conversationId, messageId };
  note(tables, context, { actor: auditActorOf(actorId), act: 'report.closed', ...about, detail });
  return { ...report, closed };
}
