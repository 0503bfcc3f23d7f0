import { expect, it } from 'vitest';
import { besideArchive } from './besideArchive.ts';

it.each([
  ['/opt/Parley/resources/app.asar/out/web', '/opt/Parley/resources/app.asar.unpacked/out/web'],
  ['C:\\Parley\\resources\\app.asar\\out\\web', 'C:\\Parley\\resources\\app.asar.unpacked\\out\\web'],
  ['/opt/Parley/resources/app.asar.unpacked/out/web', '/opt/Parley/resources/app.asar.unpacked/out/web'],
  ['/home/ada/parley/out/web', '/home/ada/parley/out/web'],
])('what is packed as %s is read at %s', (packed, read) => {
  expect(besideArchive(packed)).toBe(read);
});
