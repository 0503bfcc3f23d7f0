import { z } from 'zod';
import type { ConversationId, MessageId, UserId } from '../../../shared/model/ids.ts';
import { type Report, type ReportId, reportOutcomeSchema } from '../../../shared/model/running.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { textColumn } from './columns.ts';

const rowSchema = z.object({
  id: textColumn<ReportId>(),
  conversationId: textColumn<ConversationId>(),
  messageId: textColumn<MessageId>(),
  seq: z.int(),
  authorId: textColumn<UserId>(),
  reporterId: textColumn<UserId>(),
  reason: z.string(),
  at: z.int(),
  closedBy: textColumn<UserId>().nullable(),
  closedAt: z.int().nullable(),
  outcome: reportOutcomeSchema.nullable(),
});

function toReport(row: unknown): Report {
  const { closedBy: by, closedAt: at, outcome, ...report } = rowSchema.parse(row);
  const isClosed = by !== null && at !== null && outcome !== null;
  return { ...report, closed: isClosed ? { by, at, outcome } : null };
}

const COLUMNS = `id, conversation_id AS conversationId, message_id AS messageId, seq, author_id AS authorId,
  reporter_id AS reporterId, reason, at, closed_by AS closedBy, closed_at AS closedAt, outcome`;

/** Messages that somebody reported. */
export function createReportRows(database: Database) {
  const insert = database.prepare(
    `INSERT INTO reports (id, conversation_id, message_id, seq, author_id, reporter_id, reason, at)
     VALUES ($id, $conversationId, $messageId, $seq, $authorId, $reporterId, $reason, $at)`,
  );
  const byId = database.prepare(`SELECT ${COLUMNS} FROM reports WHERE id = ?`);
  const openBy = database.prepare(
    `SELECT ${COLUMNS} FROM reports WHERE message_id = ? AND reporter_id = ? AND closed_at IS NULL`,
  );
  const anyOpen = database.prepare(
    'SELECT 1 FROM reports WHERE message_id = ? AND closed_at IS NULL LIMIT 1',
  );
  const page = (state: string) =>
    database.prepare(`SELECT ${COLUMNS} FROM reports WHERE closed_at ${state} AND id < ? ORDER BY id DESC`);
  const [open, closed] = [page('IS NULL'), page('IS NOT NULL')];
  const close = database.prepare('UPDATE reports SET closed_by = ?, closed_at = ?, outcome = ? WHERE id = ?');
  return {
    insert({ closed: _, ...report }: Report): void {
      insert.run(report);
    },
    close(id: ReportId, { by, at, outcome }: NonNullable<Report['closed']>): void {
      close.run(by, at, outcome, id);
    },
    find(id: ReportId): Report | undefined {
      const row = byId.get(id);
      return row === undefined ? undefined : toReport(row);
    },
    /** What somebody has reported of a message and nobody has judged yet. */
    openBy(messageId: MessageId, reporterId: UserId): Report | undefined {
      const row = openBy.get(messageId, reporterId);
      return row === undefined ? undefined : toReport(row);
    },
    /** Whether somebody has reported a message and nobody has judged it yet. */
    isReported: (messageId: MessageId): boolean => anyOpen.get(messageId) !== undefined,
    /** Those before a report, or all, that pass, newest first. */
    list(
      { open: isOpen, before, limit }: { open: boolean; before?: ReportId | undefined; limit: number },
      passes: (report: Report) => boolean,
    ): { reports: Report[]; more: boolean } {
      const reports: Report[] = [];
      // Past the end of what an id may be: all of them.
      for (const row of (isOpen ? open : closed).iterate(before ?? 'g')) {
        const report = toReport(row);
        if (!passes(report)) continue;
        if (reports.length === limit) return { reports, more: true };
        reports.push(report);
      }
      return { reports, more: false };
    },
  };
}
