import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import WebSocket from 'ws';
import { requests } from '../../src/shared/protocol/requests.ts';
import { createWiredSpace, type WiredSpace } from './making/createWiredSpace.ts';
import { odd, oddText, toJson } from './making/oddities.ts';
import { shareOf, tryAll } from './making/run.ts';

const LOOK_AFTER = 25;
let space: WiredSpace;
beforeAll(async () => {
  space = await createWiredSpace();
});
afterAll(() => space.dispose());

const digits = fc.oneof(
  fc.constantFrom('', '0', '1', '-1', '007', '9'.repeat(25), '9'.repeat(400), '1e3', ' 1', '0x1f'),
  fc.nat(100).map(String),
);
const namespace = fc.constantFrom(
  '',
  '',
  '',
  '/,',
  '/admin,',
  '/admin',
  '/nowhere,',
  `/${'n'.repeat(50_000)},`,
  '/__proto__,',
  '/admin?token=x,',
);
/** Of names of requests those that store nothing with what is sent here. */
const name = fc.oneof(
  fc.constantFrom<unknown>(
    ...Object.keys(requests),
    'typing:set',
    'disconnect',
    'connect_error',
    'newListener',
    '__proto__',
    '',
    7,
    null,
  ),
  oddText,
);
const values = fc.array(odd, { maxLength: 3 });
const body = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(name, values).map(([called, rest]) => toJson([called, ...rest])) },
  { weight: 2, arbitrary: odd.map(toJson) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '[',
      '{"token":',
      '["sync",{"_placeholder":true,"num":0}]',
      '["sync",{"_placeholder":true,"num":99}]',
    ),
  },
  { weight: 1, arbitrary: oddText },
);
/** A packet of Socket.IO in a message of Engine.IO: type, how many attachments follow, namespace, number, content. */
const packet = fc
  .tuple(
    fc.constantFrom('4', '4', '4', '4', '0', '1', '2', '3', '5', '6', 'b', 'x', ''),
    fc.constantFrom('0', '1', '2', '2', '2', '3', '4', '5', '6', '7', '9', ''),
    fc.constantFrom('', '', '', '1-', '10-', '11-', '0-', '-1-', '1e9-', '99'),
    namespace,
    digits,
    body,
  )
  .map((parts) => parts.join(''));
const frame = fc.oneof(
  { weight: 8, arbitrary: packet as fc.Arbitrary<string | Uint8Array> },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  { weight: 1, arbitrary: oddText },
);

/** Sends everything, and waits until the server has taken it: by the answer to a last ping, or by its hanging up. */
async function sendAll(frames: (string | Uint8Array)[], isSignedIn: boolean): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${space.port}/socket.io/?EIO=4&transport=websocket`);
  socket.on('error', () => {});
  const gone = new Promise((resolve) => socket.once('close', resolve));
  const connected = new Promise<void>((resolve) => {
    socket.on('message', (said) => void (String(said).startsWith('40') && resolve()));
  });
  await Promise.race([new Promise((resolve) => socket.once('open', resolve)), gone]);
  const token = space.mallory.session.accessToken;
  if (isSignedIn) {
    socket.send(`40${JSON.stringify({ token, protocol: 1 })}`);
    await Promise.race([connected, gone]);
  }
  for (const one of frames) if (socket.readyState === WebSocket.OPEN) socket.send(one);
  if (socket.readyState === WebSocket.OPEN) socket.ping();
  await Promise.race([new Promise((resolve) => socket.once('pong', resolve)), gone]);
  socket.terminate();
}

describe('packets that no client sends', () => {
  it('end their own connection at worst', async () => {
    let sent = 0;
    const frames = fc.array(frame, { minLength: 1, maxLength: 8 });
    await tryAll(shareOf(0.12), fc.tuple(frames, fc.boolean()), async ([all, isSignedIn]) => {
      await sendAll(all, isSignedIn);
      if (++sent % LOOK_AFTER === 0) await space.isUnharmed();
    });
    await space.isUnharmed();
  });
});
