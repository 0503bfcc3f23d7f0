import { expect, it } from 'vitest';
import { saysAny } from './keywords.ts';

it.each<[string, string[], boolean]>([
  ['The frost comes', ['frost'], true],
  ['FROST!', ['frost'], true],
  ['defrosted', ['frost'], false],
  ['frosty', ['frost'], false],
  ['frost_line', ['frost'], false],
  ['look: frost, then rain', ['rain', 'snow'], true],
  ['the red\nbarn burns', ['red barn'], true],
  ['write C++ here', ['c++'], true],
  ['c++x', ['c++'], false],
  ['a.b', ['a.b'], true],
  ['axb', ['a.b'], false],
  ['Ärger im Büro', ['ärger'], true],
  ['Ärgernis', ['ärger'], false],
  ['Caf\u0065\u0301 at noon', ['caf\u00e9'], true],
  ['call `frost()` now', ['frost'], false],
  ['```\nfrost\n```', ['frost'], false],
  ['`code` and frost', ['frost'], true],
  ['明日会議です', ['会議'], true],
  ['会社', ['会議'], false],
  ['ไปประชุมกัน', ['ประชุม'], true],
  ['किताबें', ['किताब'], false],
  ['frost', ['会議', 'frost'], true],
  ['anything', [], false],
])('%s, looked through for %j: %s', (text, keywords, expected) => {
  expect(saysAny(text, keywords)).toBe(expected);
});
