import type { AuditRecord } from '../../shared/model/running.ts';

const columns = [
  'id',
  'at',
  'act',
  'actor',
  'actorId',
  'userId',
  'conversationId',
  'messageId',
  'detail',
] as const;

/** What names the one who did it, where that is a person or a program. */
function actorIdOf({ actor }: AuditRecord): string {
  if (actor.kind === 'user') return actor.userId;
  return actor.kind === 'service' ? actor.tokenId : '';
}

/** A cell that a spreadsheet reads as the words it holds: never as a formula, which begins with one of these. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const rowOf = (record: AuditRecord): string =>
  [
    String(record.id),
    new Date(record.at).toISOString(),
    record.act,
    record.actor.kind,
    actorIdOf(record),
    record.userId ?? '',
    record.conversationId ?? '',
    record.messageId ?? '',
    Object.keys(record.detail).length === 0 ? '' : JSON.stringify(record.detail),
  ]
    .map(cell)
    .join(',');

/** Records as comma-separated values (RFC 4180), with a line of names first. */
export const auditCsv = (records: readonly AuditRecord[]): string =>
  // Spreadsheets take a file that does not begin with this mark for one of an older encoding.
  `\ufeff${[columns.join(','), ...records.map(rowOf)].join('\r\n')}\r\n`;

/** Records as the server keeps them. */
export const auditJson = (records: readonly AuditRecord[]): string => `${JSON.stringify(records, null, 2)}\n`;
