import { expect, it } from 'vitest';
import { readSpokenCode, showSpokenCode } from './spokenCode.ts';

it.each([
  ['K7Q2-04ZW', 'K7Q204ZW'],
  [' k7q2 o4zw ', 'K7Q204ZW'],
  ['il00-oooo', '11000000'],
])('%j is heard as %s', (typed, code) => {
  expect(readSpokenCode(typed)).toBe(code);
});

it.each([
  ['too short', 'K7Q2-04Z'],
  ['a whole invite', 'K7Q2M-04ZWX-9TB3C-H5R8N'],
  ['with a letter that none has', 'U7Q2-04ZW'],
  ['nothing', ''],
])('what is %s is no spoken code', (_what, typed) => {
  expect(readSpokenCode(typed)).toBeNull();
});

it('is shown in two halves', () => {
  expect(showSpokenCode('K7Q204ZW')).toBe('K7Q2-04ZW');
});
