import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Log } from '../../../src/server/log.ts';
import { builtFiles, writeWebClient } from '../../support/space/builtWebClient.ts';
import { createTestSpace } from '../../support/space/createTestSpace.ts';

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };
type Asking = { method?: string; headers?: Record<string, string> };

const INVITE = 'ABCD-EFGH-JKLM';
let folder = '';
let space: Awaited<ReturnType<typeof createTestSpace>>;
const logged: unknown[] = [];
const keep = (...said: unknown[]) => void logged.push(said);
const log: Log = { debug: keep, info: keep, warn: keep, error: keep };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-web-'));
  const webFolder = join(folder, 'web');
  writeWebClient(webFolder);
  writeFileSync(join(folder, 'secret.txt'), 'not for anybody');
  space = await createTestSpace({ webFolder, log, origins: ['https://chat.example.org'] });
});
afterAll(async () => {
  await space.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** Asks with a path as it stands: `fetch` would resolve what climbs, unpack what comes, and name the host itself. */
function ask(path: string, { method = 'GET', headers = {} }: Asking = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = space.server;
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    asked.on('error', reject).end();
  });
}

describe('a space serves the web client', () => {
  it.each([
    ['/', 'index.html', 'text/html; charset=utf-8'],
    [`/join/${INVITE}`, 'index.html', 'text/html; charset=utf-8'],
    ['/serviceWorker.js', 'serviceWorker.js', 'text/javascript; charset=utf-8'],
    ['/manifest.webmanifest', 'manifest.webmanifest', 'application/manifest+json'],
    ['/icon.svg', 'icon.svg', 'image/svg+xml; charset=utf-8'],
  ] as const)('at %s, asked for again each time', async (path, name, type) => {
    const { status, headers, body } = await ask(path);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, type, 'no-cache']);
    expect(body.toString()).toBe(builtFiles[name]);
    expect(headers.etag).toMatch(/^"[\w-]{22}"$/);
  });

  it.each([
    ['/assets/index-a1B2.js', 'text/javascript; charset=utf-8'],
    ['/assets/index-c3D4.css', 'text/css; charset=utf-8'],
    ['/assets/inter-e5F6.woff2', 'font/woff2'],
  ])('%s is kept for ever, since its name tells its content', async (path, type) => {
    const { status, headers } = await ask(path);
    expect([status, headers['content-type']]).toEqual([200, type]);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it.each([
    '/',
    `/join/${INVITE}`,
    '/assets/index-a1B2.js',
    '/assets/inter-e5F6.woff2',
    '/serviceWorker.js',
    '/icon-192.png',
  ])('%s may load what the space serves, and nothing else', async (path) => {
    const { headers } = await ask(path);
    const policy = Object.fromEntries(
      (headers['content-security-policy']?.toString() ?? '').split('; ').map((each) => each.split(/ (.*)/)),
    );
    const own = ['script', 'style', 'font', 'img', 'connect', 'worker', 'manifest'];
    expect(policy).toEqual({
      'default-src': "'none'",
      ...Object.fromEntries(own.map((kind) => [`${kind}-src`, "'self'"])),
      ...{ 'base-uri': "'none'", 'form-action': "'none'", 'frame-ancestors': "'none'" },
    });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    });
  });
});

it.each([
  ['127.0.0.1:4100', 'same-origin'],
  ['localhost', 'same-origin'],
  ['chat.example.org', 'same-origin'],
  // On plain HTTP browsers ignore it, and say so as an error.
  ['192.168.1.20:4100', undefined],
])(
  'a page at %s shares its window with no other origin where a browser can see to that',
  async (host, policy) => {
    expect((await ask('/', { headers: { Host: host } })).headers['cross-origin-opener-policy']).toBe(policy);
  },
);

describe('what packs is sent packed', () => {
  const path = '/assets/index-a1B2.js';
  const text = builtFiles['assets/index-a1B2.js'];

  it.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['br;q=0, GZIP;q=0.5', 'gzip', gunzipSync],
  ] as const)('to who takes %s as %s', async (taken, encoding, unpack) => {
    const { headers, body } = await ask(path, { headers: { 'Accept-Encoding': taken } });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['content-length']).toBe(String(body.length));
    expect(headers.vary).toContain('Accept-Encoding');
    expect(body.length).toBeLessThan(text.length);
    expect(unpack(body).toString()).toBe(text);
  });

  it.each([undefined, '', 'identity', 'br;q=0, gzip;q=0', 'zstd'])(
    'but not to who takes %j',
    async (taken) => {
      const { headers, body } = await ask(
        path,
        taken === undefined ? {} : { headers: { 'Accept-Encoding': taken } },
      );
      expect(headers['content-encoding']).toBeUndefined();
      expect(headers.vary).toContain('Accept-Encoding');
      expect(body.toString()).toBe(text);
    },
  );

  it('and what does not pack is sent as it is', async () => {
    const { headers } = await ask('/assets/inter-e5F6.woff2', { headers: { 'Accept-Encoding': 'br' } });
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers.vary ?? '').not.toContain('Accept-Encoding');
  });
});

describe('who has it', () => {
  it.each(['/', '/serviceWorker.js', '/assets/index-a1B2.js'])(
    'is told of %s that it still holds',
    async (path) => {
      const taking = { 'Accept-Encoding': 'br' };
      const { headers } = await ask(path, { headers: taking });
      const etag = headers.etag ?? '';
      expect(etag).toMatch(/-br"$/);
      const again = await ask(path, { headers: { ...taking, 'If-None-Match': etag } });
      expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, etag]);
      // What is said now is true of what is held from now on.
      const ofThisAnswer = [
        'content-length',
        'content-type',
        'content-encoding',
        'date',
        'connection',
        'keep-alive',
      ];

      for (const [name, value] of Object.entries(headers))
        if (!ofThisAnswer.includes(name)) expect([name, again.headers[name]]).toEqual([name, value]);
      // A proxy that packs by itself makes strong tags weak.
      const weak = await ask(path, { headers: { ...taking, 'If-None-Match': `"other", W/${etag}` } });
      expect(weak.status).toBe(304);
      const stale = await ask(path, { headers: { ...taking, 'If-None-Match': '"other"' } });
      expect(stale.status).toBe(200);
    },
  );

  it('may ask for the head alone', async () => {
    const { headers, body } = await ask('/', { method: 'HEAD' });
    expect(body.length).toBe(0);
    expect(headers['content-length']).toBe(String(builtFiles['index.html'].length));
    expect(headers.etag).toBe((await ask('/')).headers.etag);
  });
});

describe('nothing else is there', () => {
  it.each([
    '/nothing',
    '/index.html',
    '/assets/',
    '/assets/nothing.js',
    '/assets/index-a1B2.js.br',
    '/join',
    '/join/',
    '/join/a/b',
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/..%5csecret.txt',
    '/assets/index-a1B2.js%00',
    '//secret.txt',
    '/%',
  ])('at %s', async (path) => {
    const { status, headers, body } = await ask(path);
    expect(status).toBe(404);
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(body.toString()).toBe('There is nothing here.\n');
    expect(headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
  });

  it('and the API goes on answering in JSON, kept by nobody', async () => {
    const { status, headers, body } = await ask('/api/nothing');
    expect([status, headers['cache-control']]).toEqual([404, 'no-store']);
    expect(JSON.parse(body.toString())).toEqual({
      error: { code: 'not_found', message: 'There is nothing here.' },
    });
    const posted = await ask('/', { method: 'POST' });
    expect([posted.status, JSON.parse(posted.body.toString()).error.code]).toEqual([404, 'not_found']);
    expect((await ask('/health')).headers['cache-control']).toBe('no-store');
  });
});

describe('a page', () => {
  it.each(['localhost', '127.0.0.1:9', 'chat.example.org'])('is given to who asks %s', async (host) => {
    expect((await ask('/', { headers: { Host: host } })).status).toBe(200);
  });

  it.each(['/', '/join/x', '/assets/index-a1B2.js'])(
    '%s is not given to who asks by a name that was made to lead here',
    async (path) => {
      const { status, body } = await ask(path, { headers: { Host: 'evil.example.org' } });
      expect(status).toBe(421);
      expect(body.toString()).toContain('--origins');
      expect(body.toString()).not.toContain('script');
    },
  );
});

it('an invite is never in the log', async () => {
  logged.length = 0;
  for (const path of [
    `/join/${INVITE}`,
    `/join/${INVITE}/`,
    `/${INVITE}`,
    `/jion/${INVITE}`,
    `/join/${INVITE}?a=${INVITE}`,
  ])
    await ask(path);
  expect(logged).toHaveLength(5);
  expect(JSON.stringify(logged)).toContain('/join/…');
  expect(JSON.stringify(logged)).not.toContain(INVITE);
});

it('where none is built, the space says so', async () => {
  const bare = await createTestSpace({ webFolder: join(folder, 'none') });
  try {
    for (const path of ['/', '/join/x']) {
      const response = await fetch(bare.server.url + path);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('serves no web client');
    }
    expect((await fetch(`${bare.server.url}/health`)).status).toBe(200);
  } finally {
    await bare.dispose();
  }
});
