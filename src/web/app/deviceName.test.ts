import { expect, it } from 'vitest';
import { type Agent, deviceName } from './deviceName.ts';

const chromium = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0';

it.each<[string, Agent]>([
  [
    'Firefox on Linux',
    { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
  ],
  [
    'Safari on macOS',
    {
      userAgent:
        'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    },
  ],
  [
    'Safari on iPhone',
    {
      userAgent:
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    },
  ],
  ['Edge on Windows', { userAgent: `Mozilla/5.0 (Windows NT 10.0) ${chromium} Safari/537.36 Edg/140.0` }],
  [
    'Chrome on Android',
    {
      userAgent: `Mozilla/5.0 (Linux; Android 10; K) ${chromium} Mobile Safari/537.36`,
      userAgentData: {
        brands: [{ brand: 'Not=A?Brand' }, { brand: 'Chromium' }, { brand: 'Google Chrome' }],
        platform: 'Android',
      },
    },
  ],
  [
    'Chromium on Linux',
    {
      userAgent: `Mozilla/5.0 (X11; Linux x86_64) ${chromium} Safari/537.36`,
      userAgentData: { brands: [{ brand: 'Chromium' }], platform: 'Linux' },
    },
  ],
  ['A browser', { userAgent: 'curl/8' }],
])('calls itself %s', (name, agent) => {
  expect(deviceName(agent)).toBe(name);
});
