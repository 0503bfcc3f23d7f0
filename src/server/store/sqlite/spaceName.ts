import type { UserId } from '../../../shared/model/ids.ts';
import type { Space } from '../../../shared/model/space.ts';
import { directoryStream, type Stream, userStream } from '../../../shared/model/stream.ts';
import type { Actor, Parsed } from '../Store.ts';
import { append } from './append.ts';
import { auditActorOf, note } from './audit.ts';
import { requireRunner } from './governingPeople.ts';
import type { CommandContext } from './groupCommit.ts';
import { aboutSubject, findRepeat, keepRequest } from './repeats.ts';
import type { Tables } from './tables.ts';

/** Gives the space another name, and tells it to everyone. */
export function setName(tables: Tables, context: CommandContext, space: Space, actorId: Actor): void {
  tables.space.rename(space.name);
  // Guests do not read the directory.
  const streams: Stream[] = [directoryStream, ...tables.users.guests().map(userStream)];
  for (const stream of streams)
    append(tables, context, { stream, type: 'space.changed', actorId, data: () => ({ space }) });
}

/** Answers with the space as it is called from now on; a repeat, as it is called by then. */
export function renameSpace(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { name, clientId }: Parsed<'space:rename'>,
): Space {
  const request = 'space:rename';
  const repeat = findRepeat(tables, actorId, clientId, request);
  const { id, name: before } = tables.space.get();
  if (repeat) return { id, name: before };
  requireRunner(tables, actorId, 'rename the space');
  keepRequest(tables, context, actorId, clientId, aboutSubject(request, id));
  const space = { id, name };
  if (name === before) return space;
  setName(tables, context, space, actorId);
  const detail = { from: before, to: name };
  note(tables, context, { actor: auditActorOf(actorId), act: 'space.renamed', detail });
  return space;
}
