import { describe, expect, it } from 'vitest';
import type { AuditRecord } from '../../shared/model/running.ts';
import { auditCsv, auditJson } from './auditExport.ts';

const record = (more: object): AuditRecord =>
  ({ id: 7, at: 0, actor: { kind: 'host' }, act: 'user.banned', detail: {}, ...more }) as AuditRecord;

describe('the audit log as a file', () => {
  it('has a line of names, then one for each record, with times that every program reads', () => {
    const text = auditCsv([record({ userId: 'u1', actor: { kind: 'user', userId: 'u2' } })]);
    expect(text.startsWith('\ufeff')).toBe(true);
    expect(text.slice(1).split('\r\n')).toEqual([
      'id,at,act,actor,actorId,userId,conversationId,messageId,detail',
      '7,1970-01-01T00:00:00.000Z,user.banned,user,u2,u1,,,',
      '',
    ]);
  });

  it('keeps commas, quotes and lines of what was said inside of their cell', () => {
    const text = auditCsv([record({ detail: { reason: 'He said "no",\ntwice' } })]);
    expect(text).toContain('"{""reason"":""He said \\""no\\"",\\ntwice""}"');
  });

  it('holds nothing that a spreadsheet would calculate', () => {
    expect(auditCsv([record({ act: '=1+1' })])).toContain("'=1+1");
    expect(auditCsv([record({ act: '@sum(A1)' })])).toContain("'@sum(A1)");
  });

  it('is the records themselves as JSON', () => {
    expect(JSON.parse(auditJson([record({})]))).toEqual([record({})]);
  });
});
