import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { ownNames } from './ownNames.ts';

const on = (...addresses: string[]) => addresses.map((address) => ({ address }) as NetworkInterfaceInfo);

it('holds every address of the computer once, without zones, and its name here and on the network', () => {
  const interfaces = { lo: on('127.0.0.1', '::1'), eth0: on('192.168.1.20', 'fe80::1%eth0') };
  expect(ownNames(interfaces, 'Desk')).toEqual({
    dns: ['localhost', 'desk', 'desk.local'],
    ip: ['127.0.0.1', '::1', '192.168.1.20', 'fe80::1'],
  });
});

it('takes a full name as it is, and leaves out what no certificate can hold', () => {
  expect(ownNames({}, 'desk.example.org').dns).toEqual(['localhost', 'desk.example.org']);
  expect(ownNames({}, 'Anna’s computer').dns).toEqual(['localhost']);
});
