import { request } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../src/shared/protocol/http.ts';
import { createWiredSpace, type WiredSpace } from './making/createWiredSpace.ts';
import { odd, oddText, toJson } from './making/oddities.ts';
import { shareOf, tryAll } from './making/run.ts';

const LOOK_AFTER = 50;
let space: WiredSpace;
beforeAll(async () => {
  space = await createWiredSpace();
});
afterAll(() => space.dispose());

const asPath = (text: string) => `/${encodeURIComponent(text.toWellFormed())}`;
const path = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<string>(...Object.values(routes)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '/api/notify/%2e%2e%2fannounce',
      '/api/notify/..%2f..%2f',
      '/api/notify/%00',
      '/api/notify/%ff%fe',
      '/api/notify/%',
      '//api//auth//login',
      '/api/auth/login/',
      '/api/auth/login?x=1',
      '/API/AUTH/LOGIN',
      '/assets/..%2f..%2fspace.sqlite',
      '/assets/%2e%2e/%2e%2e/etc/passwd',
      '/join/%',
      '/join/a/b',
      '/socket.io/',
      '/socket.io/?EIO=4&transport=polling&sid=__proto__',
      '/socket.io/?EIO=3&transport=polling',
      '/socket.io/?EIO=4&transport=polling&sid=x',
      '/socket.io/?EIO=4&transport=websocket',
      `/${'a/'.repeat(3_000)}`,
      '*',
      '/?'.repeat(200),
    ),
  },
  { weight: 1, arbitrary: oddText.map(asPath) },
);
const method = fc.constantFrom(
  'GET',
  'HEAD',
  'POST',
  'POST',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'PURGE',
);
const headers = fc.dictionary(
  fc.constantFrom(
    'content-type',
    'content-encoding',
    'authorization',
    'origin',
    'host',
    'x-forwarded-for',
    'accept-encoding',
    'cookie',
    'range',
    'expect',
    'if-none-match',
    '__proto__',
    'x-http-method-override',
  ),
  fc.constantFrom(
    'application/json',
    'multipart/form-data; boundary=x',
    'gzip',
    'br',
    'Bearer x',
    `Bearer ${'x'.repeat(5_000)}`,
    'Basic Og==',
    'null',
    'http://[::1',
    'http://evil.example.org',
    '127.0.0.1',
    '::ffff:1.2.3.4, x',
    '*/*;q=NaN',
    'bytes=0-18446744073709551615',
    '100-continue',
    '',
    '"*"',
    'localhost:99999',
    'a b c',
    'ÿþ',
  ),
  { maxKeys: 4 },
);
const body = fc.oneof(
  odd.map(toJson),
  oddText,
  fc.constantFrom(
    '',
    '{',
    '[]',
    'null',
    '{"username":"ann"',
    'x'.repeat(70_000),
    '{"__proto__":{"isAdmin":true}}',
  ),
);

/** What is answered; `undefined` when the server hung up instead. */
function ask(options: { path: string; method: string; headers: Record<string, string> }, text: string) {
  return new Promise<{ status: number; text: string } | undefined>((resolve) => {
    const asked = request({ host: '127.0.0.1', port: space.port, agent: false, ...options }, (answer) => {
      let said = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => {
        said += chunk;
      });
      answer.on('close', () => resolve({ status: answer.statusCode ?? 0, text: said }));
    });
    asked.on('error', () => resolve(undefined));
    asked.on('upgrade', (_answer, socket) => {
      socket.destroy();
      resolve(undefined);
    });
    asked.end(/^(GET|HEAD|TRACE)$/.test(options.method) ? '' : text);
  });
}

/** What the server says to these bytes, until it hangs up: they are all that ever comes. */
async function say(bytes: Uint8Array | string): Promise<string> {
  const socket = connect(space.port, '127.0.0.1');
  let said = '';
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    said += chunk;
  });
  socket.end(bytes);
  await new Promise((resolve) => socket.once('close', resolve));
  return said;
}

describe('requests over HTTP that no client makes', () => {
  it('are refused, and store nothing', async () => {
    let made = 0;
    await tryAll(
      shareOf(0.08),
      fc.record({ method, path, headers, body }),
      async ({ body: text, ...options }) => {
        const answer = await ask({ ...options, headers: { ...options.headers } }, text);
        if (answer !== undefined) {
          expect(answer.status, answer.text).toBeLessThan(500);
          if (options.method === 'POST') expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
        }
        if (++made % LOOK_AFTER === 0) await space.isUnharmed();
      },
    );
    await space.isUnharmed();
  });

  it('that are not HTTP at all are hung up on', async () => {
    const line = fc.constantFrom(
      'GET / HTTP/1.1',
      'POST /api/auth/login HTTP/1.1',
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
      'CONNECT evil.example.org:443 HTTP/1.1',
      'PRI * HTTP/2.0',
      '\x16\x03\x01',
    );
    const field = fc.constantFrom(
      'Host: x',
      'Host: y',
      'Content-Length: 5',
      'Content-Length: -1',
      'Content-Length: 99999999999999999999',
      'Transfer-Encoding: chunked',
      'Transfer-Encoding: gzip, chunked',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Version: 99',
      'Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=0',
      ' folded: x',
      `X: ${'y'.repeat(20_000)}`,
      'no colon',
      '\u0000: x',
      'Expect: 100-continue',
    );
    const spoken = fc
      .tuple(
        line,
        fc.array(field, { maxLength: 6 }),
        fc.oneof(oddText, fc.constantFrom('5\r\nhello\r\n', 'ffffffffffffffffff\r\n', '\r\n\r\n')),
      )
      .map(([first, fields, rest]) => [first, ...fields, '', rest].join('\r\n'));
    await tryAll(shareOf(0.03), fc.oneof(spoken, fc.uint8Array({ maxLength: 300 })), async (bytes) => {
      expect(await say(bytes)).not.toMatch(/^HTTP\/1\.1 5\d\d/);
    });
    await space.isUnharmed();
  });
});
