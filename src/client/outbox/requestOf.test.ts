import { expect, it } from 'vitest';
import type { QueuedRequest } from '../../shared/protocol/passedOn.ts';
import { supersedes } from './requestOf.ts';

const key = 'announcement:0190a000-0001-7000-8000-000000000001';
const through = (throughAt: number): QueuedRequest => ({ name: 'notification:read', payload: { throughAt } });
const some: QueuedRequest = { name: 'notification:read', payload: { keys: [key] } };
const quiet = (until: number): QueuedRequest => ({
  name: 'entry:set',
  payload: { kind: 'quiet', key: 'own', value: { until, hours: null } },
});

it.each<[string, QueuedRequest, QueuedRequest, boolean]>([
  ['an entry that is set again', quiet(2), quiet(1), true],
  ['reading all up to later', through(2), through(1), true],
  ['reading all up to then again', through(1), through(1), true],
  ['reading all up to earlier', through(1), through(2), false],
  ['reading all, after reading some: these may have come later', through(2), some, false],
  ['reading some, after reading all', some, through(2), false],
  ['reading some again', some, some, false],
  ['something else', quiet(1), through(1), false],
])('%s makes what waits pointless: %s', (_, later, earlier, expected) => {
  expect(supersedes(later, earlier)).toBe(expected);
});
