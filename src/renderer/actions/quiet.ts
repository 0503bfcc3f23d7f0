import type { EntryValue } from '../../shared/model/entry.ts';
import type { SpaceId, Timestamp } from '../../shared/model/ids.ts';
import type { App } from '../store/app.ts';
import { queue } from './queue.ts';

export type Quiet = EntryValue<'quiet'>;
export type QuietHours = NonNullable<Quiet['hours']>;

const none: Quiet = { until: null, hours: null };

/** What leaves nothing to say is taken away. */
function setQuiet(app: App, spaceId: SpaceId, quiet: Quiet): Promise<boolean> {
  const value = quiet.until === null && quiet.hours === null ? null : quiet;
  return queue(app, spaceId, null, { name: 'entry:set', payload: { kind: 'quiet', key: 'own', value } });
}

/** Has nothing disturb one until a time, or no longer with `null`: the hours of every week stay. */
export const pauseUntil = (
  app: App,
  spaceId: SpaceId,
  before: Quiet | undefined,
  until: Timestamp | null,
): Promise<boolean> => setQuiet(app, spaceId, { ...none, ...before, until });

/** At which hours of which days nothing is to disturb one; never with `null`. */
export const setQuietHours = (
  app: App,
  spaceId: SpaceId,
  before: Quiet | undefined,
  hours: QuietHours | null,
): Promise<boolean> => setQuiet(app, spaceId, { ...none, ...before, hours });

/** Which words one is told of wherever they are said. */
export const setKeywords = (app: App, spaceId: SpaceId, words: string[]): Promise<boolean> =>
  queue(app, spaceId, null, {
    name: 'entry:set',
    payload: { kind: 'keywords', key: 'own', value: words.length === 0 ? null : words },
  });
