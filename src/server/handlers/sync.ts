import type { Seq, UserId } from '../../shared/model/ids.ts';
import type { Stream } from '../../shared/model/stream.ts';
import { RequestError } from '../../shared/protocol/errors.ts';
import {
  SYNC_MAX_BEHIND,
  SYNC_MAX_BYTES,
  SYNC_MAX_EVENTS,
  type SyncedStream,
  type SyncReply,
} from '../../shared/protocol/sync.ts';
import type { PageLimits, Parsed, Store, StreamState } from '../store/Store.ts';
import type { RequestContext } from './Handler.ts';

/** A reply with less room than this left takes nothing more: about what one conversation's snapshot needs. */
const RESERVE_BYTES = 64 * 1024;

/** Brings a client up to date on every stream it may read (S10), or tells it that its past is not ours (S11). */
export async function sync({ store, device }: RequestContext, payload: Parsed<'sync'>): Promise<SyncReply> {
  const { userId } = device;
  const cursors = new Map(Object.entries(payload.cursors) as [Stream, Seq][]);
  const readable = await store.readableStreams(userId);
  // Everyone who may come in reads their own stream at least; who was shut out meanwhile is to lose nothing they hold.
  if (readable.length === 0) throw new RequestError('unauthorized', 'You may not come in any more.');
  if (await isOtherPast(store, payload, cursors, readable))
    return { ...store.identity, reset: true, streams: [] };
  const room = { events: SYNC_MAX_EVENTS, bytes: SYNC_MAX_BYTES };
  const streams: SyncedStream[] = [];
  for (const state of readable) {
    streams.push(await syncStream(store, userId, state, cursors.get(state.stream), room));
    cursors.delete(state.stream);
  }
  return { ...store.identity, reset: false, streams: [...streams, ...[...cursors.keys()].map(gone)] };
}

const gone = (stream: Stream): SyncedStream => ({ stream, head: 0, events: [], more: false, gone: true });

/** Whether the client's cursors come from data that ours does not continue (S11). */
async function isOtherPast(
  store: Store,
  { epoch, incarnation }: Parsed<'sync'>,
  cursors: Map<Stream, Seq>,
  readable: StreamState[],
): Promise<boolean> {
  if (cursors.size === 0) return false;
  if (epoch !== undefined && epoch !== store.identity.epoch) return true;
  if (incarnation !== undefined && !(await store.knowsIncarnation(incarnation))) return true;
  return readable.some(({ stream, head }) => (cursors.get(stream) ?? 0) > head);
}

/** One stream's part of the reply, taken off the `room` that is left in it. */
async function syncStream(
  store: Store,
  userId: UserId,
  { stream, head, floor }: StreamState,
  cursor: Seq | undefined,
  room: PageLimits,
): Promise<SyncedStream> {
  if (cursor === head) return { stream, head, events: [], more: false };
  if (room.events <= 0 || room.bytes < RESERVE_BYTES) return { stream, head, events: [], more: true };
  if (cursor === undefined || cursor < floor || head - cursor > SYNC_MAX_BEHIND) {
    const state = await store.snapshot(userId, stream);
    if (!state) return gone(stream);
    room.bytes -= state.bytes;
    return { stream, head: state.head, events: [], more: false, snapshot: state.snapshot };
  }
  const page = await store.eventsAfter(userId, stream, cursor, room);
  if (!page) return gone(stream);
  room.events -= page.events.length;
  room.bytes -= page.bytes;
  return { stream, head: page.head, events: page.events, more: page.more };
}
