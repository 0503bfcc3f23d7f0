import { expect, it } from 'vitest';
import { parseEvent } from './events.ts';

const entryChanged = (entry: object) =>
  parseEvent({
    stream: 'user:01978f17-0000-7000-8000-000000000001',
    seq: 7,
    type: 'entry.changed',
    at: 0,
    actorId: null,
    data: { entry },
  });

it.each([
  ['set', { kind: 'mute', key: 'a', value: { until: null } }],
  ['removed', { kind: 'mute', key: 'a', value: null }],
  ['set again later, whose value a later event has', { kind: 'mute', key: 'a' }],
])('S4, S16: an entry that was %s is understood', (_, entry) => {
  expect(entryChanged(entry)).toMatchObject({ kind: 'known', event: { data: { entry } } });
});
