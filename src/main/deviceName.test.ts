import { expect, it } from 'vitest';
import { deviceName } from './deviceName.ts';

it.each([
  ['linux', 'desk-3', 'desk-3 (Linux)'],
  ['darwin', ' Ada’s MacBook ', 'Ada’s MacBook (macOS)'],
  ['win32', '', 'Windows'],
  ['linux', 'x'.repeat(300), 'Linux'],
  ['freebsd', 'shed', 'shed (freebsd)'],
] as const)('a device on %s called %j is told as %j', (platform, hostname, name) => {
  expect(deviceName(platform, hostname)).toBe(name);
});
