import { expect, it } from 'vitest';
import { isLoopback } from './loopback.ts';

it.each(['http://127.0.0.1:4100', 'http://localhost', 'https://[::1]:4100/', 'http://127.1.2.3'])(
  '%s is on this computer',
  (address) => expect(isLoopback(address)).toBe(true),
);

it.each(['https://192.168.1.20:4100', 'http://127.0.0.1.example.org', 'http://localhost.example.org:4100'])(
  '%s is elsewhere',
  (address) => expect(isLoopback(address)).toBe(false),
);
