import { describe, expect, it } from 'vitest';
import { type InterfaceAddress, lanHosts } from './lanHosts.ts';

const on = (address: string, more: Partial<InterfaceAddress> = {}): InterfaceAddress[] => [
  { address, internal: false, family: 'IPv4', ...more },
];

describe('lanHosts', () => {
  it('puts the likeliest first', () => {
    const hosts = lanHosts({
      docker0: on('172.17.0.1'),
      tun0: on('10.8.0.2'),
      eth1: on('10.0.0.7'),
      eth2: on('169.254.3.4'),
      eth3: on('203.0.113.9'),
      wlan0: on('192.168.1.20'),
    });
    expect(hosts).toEqual([
      '192.168.1.20',
      '10.0.0.7',
      '203.0.113.9',
      '169.254.3.4',
      '10.8.0.2',
      '172.17.0.1',
    ]);
  });

  it('leaves out loopback and IPv6', () => {
    const lo = on('127.0.0.1', { internal: true });
    expect(lanHosts({ lo, eth0: on('fe80::1', { family: 'IPv6' }) })).toEqual([]);
  });
});
