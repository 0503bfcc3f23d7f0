import { X509Certificate } from 'node:crypto';
import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { newCertificate } from '../../../test/support/space/overNetwork.ts';
import { pinSchema } from '../../shared/model/trust.ts';
import { createLinkTo } from './createLinkTo.ts';

const pin = pinSchema.parse('a5'.repeat(32));
const desk = {
  docker0: [{ address: '172.17.0.1', family: 'IPv4', internal: false } as NetworkInterfaceInfo],
  lo: [{ address: '127.0.0.1', family: 'IPv4', internal: true } as NetworkInterfaceInfo],
  eth0: [
    { address: 'fd00::7', family: 'IPv6', internal: false } as NetworkInterfaceInfo,
    { address: '192.168.1.20', family: 'IPv4', internal: false } as NetworkInterfaceInfo,
  ],
};
const rest = { origins: [], behindProxy: false, tls: undefined, interfaces: () => desk };
const listening = { host: '0.0.0.0', port: 4100, ...rest };
const certificate = async (...names: string[]) => {
  const { cert, key } = await newCertificate(names);
  return { cert, key, certificate: new X509Certificate(cert) };
};
const tls = async (isSelfMade: boolean, ...names: string[]) => ({
  pin: () => pin,
  identity: { isSelfMade, shown: await certificate(...names), renew: async () => false },
});

it('leads to the computer on its network, with the key that it made for itself', async () => {
  const linkTo = createLinkTo({ ...listening, tls: await tls(true, 'desk') });
  expect(linkTo('K7Q2M')).toBe(`https://192.168.1.20:4100/join/K7Q2M#pin=${pin}`);
});

it('leads to the name that a certificate was given for, which needs no pin', async () => {
  const linkTo = createLinkTo({ ...listening, tls: await tls(false, '*.example.org', 'chat.example.org') });
  expect(linkTo('K7Q2M')).toBe('https://chat.example.org:4100/join/K7Q2M');
});

it('leads to the proxy before it, whose key is another', async () => {
  const origins = ['http://elsewhere', 'https://chat.example.org'];
  const ofProxy = 'https://chat.example.org/join/K7Q2M';
  expect(createLinkTo({ ...listening, origins })('K7Q2M')).toBe(ofProxy);
  const secure = { ...listening, origins, tls: await tls(true, 'desk') };
  expect(createLinkTo({ ...secure, behindProxy: true })('K7Q2M')).toBe(ofProxy);
  // Pages elsewhere may talk to it, and nobody is led to them with an invite.
  expect(createLinkTo(secure)('K7Q2M')).toBe(`https://192.168.1.20:4100/join/K7Q2M#pin=${pin}`);
});

it.each([
  ['0.0.0.0', 'http://192.168.1.20:4100'],
  ['10.0.0.5', 'http://10.0.0.5:4100'],
  ['::1', 'http://[::1]:4100'],
])('leads without TLS from %s to %s', (host, address) => {
  expect(createLinkTo({ ...listening, host })('K7Q2M')).toBe(`${address}/join/K7Q2M`);
});
