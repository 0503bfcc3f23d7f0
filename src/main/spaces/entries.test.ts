import { expect, it } from 'vitest';
import { pinSchema } from '../../shared/model/trust.ts';
import { trustOf } from './entries.ts';

const pin = pinSchema.parse('0f'.repeat(32));

it.each([
  ['https://192.168.1.20:4100', pin, { kind: 'pinned', pin }],
  ['https://chat.example.org', null, { kind: 'signed' }],
  ['http://192.168.1.20:4100', null, { kind: 'plain' }],
  ['http://127.0.0.1:4100', null, { kind: 'loopback' }],
  ['http://[::1]:4100', null, { kind: 'loopback' }],
  // A name that only begins like this computer's.
  ['http://localhost.example.org:4100', null, { kind: 'plain' }],
  ['http://127.0.0.1.example.org:4100', null, { kind: 'plain' }],
])('a space at %s, with pin %s, is known as %j', (address, known, trust) => {
  expect(trustOf({ address, pin: known })).toEqual(trust);
});
