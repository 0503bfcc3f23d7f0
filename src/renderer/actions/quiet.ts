import type { SpaceView } from '../../shared/ipc/views.ts';
import type { EntryValue, PersonalKind } from '../../shared/model/entry.ts';
import type { Timestamp } from '../../shared/model/ids.ts';
import { userStream } from '../../shared/model/stream.ts';
import type { App } from '../store/app.ts';
import { placeOf, shownEntries } from '../store/entries.ts';
import { selectOutbox } from '../store/selectors.ts';
import { queue } from './queue.ts';

export type Quiet = EntryValue<'quiet'>;
export type QuietHours = NonNullable<Quiet['hours']>;

const none: Quiet = { until: null, hours: null };

/** The one entry of a kind that one has, as it is at this moment: what is changed builds on it, not on what was drawn last. */
function ownEntry<K extends PersonalKind & ('quiet' | 'keywords')>(
  app: App,
  { spaceId, userId }: SpaceView,
  kind: K,
): EntryValue<K> | undefined {
  const state = app.store.getState();
  const stream = userStream(userId);
  const held = state.entries[spaceId]?.[placeOf(kind, stream)];
  const [value] = shownEntries(kind, stream, held, selectOutbox(state, spaceId), userId).values();
  return value;
}

/** What leaves nothing to say is taken away. */
function changeQuiet(app: App, space: SpaceView, change: (now: Quiet) => Quiet): Promise<boolean> {
  const quiet = change({ ...none, ...ownEntry(app, space, 'quiet') });
  const value = quiet.until === null && quiet.hours === null ? null : quiet;
  const payload = { kind: 'quiet' as const, key: 'own' as const, value };
  return queue(app, space.spaceId, null, { name: 'entry:set', payload });
}

/** Has nothing disturb one until a time, or no longer with `null`: the hours of every week stay. */
export const pauseUntil = (app: App, space: SpaceView, until: Timestamp | null): Promise<boolean> =>
  changeQuiet(app, space, (now) => ({ ...now, until }));

/** At which hours of which days nothing is to disturb one; never with `null`. */
export const changeQuietHours = (
  app: App,
  space: SpaceView,
  change: (now: QuietHours | null) => QuietHours | null,
): Promise<boolean> => changeQuiet(app, space, (now) => ({ ...now, hours: change(now.hours) }));

/** Which words one is told of wherever they are said. */
export function changeKeywords(
  app: App,
  space: SpaceView,
  change: (now: readonly string[]) => string[],
): Promise<boolean> {
  const words = change(ownEntry(app, space, 'keywords') ?? []);
  const value = words.length === 0 ? null : words;
  return queue(app, space.spaceId, null, {
    name: 'entry:set',
    payload: { kind: 'keywords', key: 'own', value },
  });
}
