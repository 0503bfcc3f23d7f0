import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { lanAddresses } from './lanAddresses.ts';

const on = (address: string, more: Partial<NetworkInterfaceInfo> = {}): NetworkInterfaceInfo[] => [
  {
    address,
    netmask: '255.255.255.0',
    mac: '00:00:00:00:00:00',
    internal: false,
    cidr: null,
    family: 'IPv4',
    ...more,
  } as NetworkInterfaceInfo,
];

describe('lanAddresses', () => {
  it('puts the likeliest first', () => {
    const addresses = lanAddresses(
      {
        docker0: on('172.17.0.1'),
        tun0: on('10.8.0.2'),
        eth1: on('10.0.0.7'),
        eth2: on('169.254.3.4'),
        eth3: on('203.0.113.9'),
        wlan0: on('192.168.1.20'),
      },
      4100,
      true,
    );
    expect(addresses).toEqual([
      'https://192.168.1.20:4100',
      'https://10.0.0.7:4100',
      'https://203.0.113.9:4100',
      'https://169.254.3.4:4100',
      'https://10.8.0.2:4100',
      'https://172.17.0.1:4100',
    ]);
  });

  it('says where it is plain HTTP', () => {
    expect(lanAddresses({ eth0: on('10.0.0.7') }, 4100, false)).toEqual(['http://10.0.0.7:4100']);
  });

  it('leaves out loopback and IPv6', () => {
    const interfaces = {
      lo: on('127.0.0.1', { internal: true }),
      eth0: on('fe80::1', { family: 'IPv6', scopeid: 1 }),
    };
    expect(lanAddresses(interfaces, 4100, true)).toEqual([]);
  });
});
