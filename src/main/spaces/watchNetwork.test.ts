import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { watchNetwork } from './watchNetwork.ts';

it('S19: tells of a changed network, once for each change', () => {
  const info = (address: string) => [{ address, internal: false }] as NetworkInterfaceInfo[];
  let interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = { wlan0: info('192.168.1.20') };
  let next: (() => void) | undefined;
  const clock = {
    now: () => 0,
    after(_ms: number, callback: () => void) {
      next = callback;
      return () => {
        next = undefined;
      };
    },
  };
  let changes = 0;
  const end = watchNetwork(
    () => interfaces,
    clock,
    () => {
      changes += 1;
    },
  );
  next?.();
  expect(changes).toBe(0);
  interfaces = { wlan0: info('10.0.0.4') };
  next?.();
  next?.();
  expect(changes).toBe(1);
  interfaces = {
    wlan0: info('10.0.0.4'),
    lo: [{ address: '127.0.0.1', internal: true }] as NetworkInterfaceInfo[],
  };
  next?.();
  expect(changes).toBe(1);
  end();
  expect(next).toBeUndefined();
});
