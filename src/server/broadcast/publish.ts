import type { Stream } from '../../shared/model/stream.ts';
import type { StreamEvent } from '../../shared/protocol/events.ts';
import type { Change } from '../store/Store.ts';
import type { Rooms } from './Rooms.ts';

/**
 * Sends what a commit changed: one packet of events for each stream, and at a change of who may read a
 * stream, as at the end of a session, first what came before it, then the change, then the rest (S8, S13).
 */
export function publish(rooms: Rooms, changes: readonly Change[]): void {
  const owed = new Map<Stream, StreamEvent[]>();
  const flush = (stream: Stream) => {
    const events = owed.get(stream);
    if (events) rooms.sendEvents(stream, events);
    owed.delete(stream);
  };
  const flushAll = () => [...owed.keys()].forEach(flush);
  for (const change of changes) {
    switch (change.kind) {
      case 'event': {
        const { stream } = change.event;
        const events = owed.get(stream);
        if (events) events.push(change.event);
        else owed.set(stream, [change.event]);
        break;
      }
      case 'subscribed':
        flush(change.stream);
        rooms.subscribeUser(change.userId, change.stream);
        break;
      case 'unsubscribed':
        flush(change.stream);
        rooms.unsubscribeUser(change.userId, change.stream);
        break;
      case 'sessionEnded':
        // It hears what came before, as its person's own words, whose answers find nobody any more.
        flushAll();
        rooms.endSession(change.sessionId);
        break;
      case 'cutOff':
        rooms.cutOff(change.userId);
        break;
    }
  }
  flushAll();
}
