import type { UserId } from '../../../shared/model/ids.ts';
import type { Reply } from '../../../shared/protocol/requests.ts';
import type { Actor, Parsed } from '../Store.ts';
import type { AuditActor, NewAuditRecord } from './auditRows.ts';
import { requireRunner } from './governingPeople.ts';
import type { CommandContext } from './groupCommit.ts';
import type { Tables } from './tables.ts';

/** A person, or whoever runs the server, as the audit log names them. */
export const auditActorOf = (actorId: UserId | null): AuditActor =>
  actorId === null ? { kind: 'host' } : { kind: 'user', userId: actorId };

/** Writes an act into the audit log, with the commit that does it. Holds no text of a message and no secret. */
export function note({ audit }: Tables, { at }: CommandContext, record: NewAuditRecord): void {
  audit.insert(at, record);
}

/** A page of the audit log, newest first. */
export function readAudit(
  tables: Tables,
  actorId: Actor,
  request: Parsed<'audit:list'>,
): Reply<'audit:list'> {
  requireRunner(tables, actorId, 'read the audit log');
  return tables.audit.list(request);
}
