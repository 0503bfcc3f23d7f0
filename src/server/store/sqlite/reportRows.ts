import { z } from 'zod';
import type { ConversationId, MessageId, Timestamp, UserId } from '../../../shared/model/ids.ts';
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

/** Sorts after every id. */
const PAST_ALL = 'g';

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
  const page = (state: string, where: string) =>
    database.prepare(
      `SELECT ${COLUMNS} FROM reports WHERE closed_at ${state} AND ${where} AND id < $before
          AND author_id <> $judge
        ORDER BY id DESC LIMIT $limit`,
    );
  const pages = (where: string) => ({
    open: page('IS NULL', where),
    closed: page('IS NOT NULL', where),
  });
  const [everywhere, somewhere] = [
    pages('true'),
    pages('conversation_id IN (SELECT value FROM json_each($within))'),
  ];
  const close = database.prepare('UPDATE reports SET closed_by = ?, closed_at = ?, outcome = ? WHERE id = ?');
  const forget = database.prepare('DELETE FROM reports WHERE closed_at IS NOT NULL AND closed_at < ?');
  return {
    insert({ closed: _, ...report }: Report): void {
      insert.run(report);
    },
    close(id: ReportId, { by, at, outcome }: NonNullable<Report['closed']>): void {
      close.run(by, at, outcome, id);
    },
    /** Forgets those that were closed before a time. */
    prune: (before: Timestamp) => void forget.run(before),
    find(id: string): Report | undefined {
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
    /** What a judge did not write themselves, of some conversations or of all, newest first, and those before one of them where it is given. */
    list(
      // Past the end of what an id may be: all of them.
      { open, before = PAST_ALL, limit }: { open: boolean; before?: string | undefined; limit: number },
      judge: UserId,
      within: readonly ConversationId[] | 'all',
    ): { reports: Report[]; more: boolean } {
      const state = open ? 'open' : 'closed';
      const range = { before, judge, limit: limit + 1 };
      const rows =
        within === 'all'
          ? everywhere[state].all(range)
          : somewhere[state].all({ ...range, within: JSON.stringify(within) });
      return { reports: rows.slice(0, limit).map(toReport), more: rows.length > limit };
    },
  };
}
