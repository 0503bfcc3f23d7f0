import type { AuditRecord } from '../../shared/model/running.ts';
import { LIST_MAX_LIMIT } from '../../shared/protocol/running.ts';
import type { Answer, CommandOf, Ground } from './commands.ts';
import { type Names, nameOf, timeOf } from './lists.ts';
import { personNamed } from './people.ts';

/** All of the audit log that passes, oldest first: as JSON, a record a line, or for people to read. */
export async function exportAudit(
  { act, actor, user, since, until, json = false }: CommandOf<'audit'>,
  { store }: Ground,
): Promise<Answer> {
  const actorId = actor === undefined ? undefined : (await personNamed(store, actor)).id;
  const userId = user === undefined ? undefined : (await personNamed(store, user)).id;
  const records: AuditRecord[] = [];
  for (let before: number | undefined, more = true; more; before = records.at(-1)?.id) {
    const page = await store.audit(null, {
      act,
      actorId,
      userId,
      since,
      until,
      before,
      limit: LIST_MAX_LIMIT,
    });
    records.push(...page.records);
    more = page.more;
    // Whoever is connected meanwhile is answered between two pages.
    await new Promise(setImmediate);
  }
  records.reverse();
  const names = new Map((await store.people(null)).map(({ id, username }) => [id, username]));
  const asked = records.map((record) => (json ? JSON.stringify(record) : describe(record, names)));
  return { asked, said: [] };
}

function describe({ at, actor, act, userId, conversationId, messageId, detail }: AuditRecord, names: Names) {
  const by =
    actor.kind === 'user'
      ? nameOf(names, actor.userId)
      : actor.kind === 'service'
        ? `token ${actor.tokenId}`
        : actor.kind;
  const about = [
    ...(userId === undefined ? [] : [nameOf(names, userId)]),
    ...(conversationId === undefined ? [] : [`conversation=${conversationId}`]),
    ...(messageId === undefined ? [] : [`message=${messageId}`]),
    ...Object.entries(detail).map(([key, value]) => `${key}=${JSON.stringify(value)}`),
  ];
  return [timeOf(at), by, act, about.join(' ')].join('\t');
}
