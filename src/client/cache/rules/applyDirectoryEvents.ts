import type { Conversation } from '../../../shared/model/conversation.ts';
import { userStream } from '../../../shared/model/stream.ts';
import type { StreamEvent } from '../../../shared/protocol/events.ts';
import { setEntry } from './applyEntries.ts';
import { leave } from './applyUserEvents.ts';
import type { Changes } from './Changes.ts';
import { type Steps, take } from './steps.ts';
import type { ConversationRow, Tables } from './Tables.ts';

/** Applies the known events of the directory: the space, its people and its public channels. */
export function* applyDirectoryEvents(tables: Tables, changes: Changes, events: StreamEvent[]): Steps<void> {
  for (const event of events)
    switch (event.type) {
      case 'space.changed':
        yield* take(tables.space.setSpace(event.data.space));
        changes.space = event.data.space;
        break;
      case 'user.created':
      case 'user.changed':
        yield* take(tables.users.put(event.data.user));
        changes.user(event.data.user);
        break;
      case 'entry.changed':
        yield* setEntry(tables, changes, event.stream, event.data.entry);
        break;
      case 'conversation.created':
      case 'conversation.changed':
        yield* list(tables, changes, event.data.conversation);
        break;
    }
}

/** The directory is not to be read any more: whom one meets is told in one's own stream from now on, and at once all of it. */
export function* dropDirectory(tables: Tables, changes: Changes): Steps<void> {
  for (const row of yield* take(tables.conversations.all()))
    if (row.listed) yield* unlist(tables, changes, row);
  yield* take(tables.users.keepMembers(tables.me));
  const own = userStream(tables.me);
  if ((yield* take(tables.streams.cursor(own))) > 0) yield* changes.forget(tables, own);
}

/** Takes a public channel into the directory; one that has become private leaves it. */
export function* list(tables: Tables, changes: Changes, conversation: Conversation): Steps<void> {
  const row = yield* take(tables.conversations.describe(conversation));
  if (conversation.private) yield* unlist(tables, changes, row);
  else {
    row.listed = true;
    yield* take(tables.conversations.save(row));
    changes.conversation(row, false);
  }
}

/** Takes a conversation out of the directory; it stays known to who is in it. */
export function* unlist(tables: Tables, changes: Changes, row: ConversationRow): Steps<void> {
  row.listed = false;
  yield* take(tables.conversations.save(row));
  if (row.joined) changes.conversation(row, false);
  else yield* leave(tables, changes, row.conversation.id);
}
