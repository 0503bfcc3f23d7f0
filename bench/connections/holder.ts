import { text as readText } from 'node:stream/consumers';
import { RawSocket } from '../fanout/RawSocket.ts';
import { holdPlanSchema } from './plan.ts';

/**
 * Many people who are there and do nothing: opens a socket for each token, a few at a time, says how many there are and
 * answers pings until it is ended, or until the server hangs up on one who does not read. Takes a plan on its input.
 */
const AT_ONCE = 50;

/** Resolves once the server has let the socket in. */
function open(port: number, token: string): Promise<RawSocket> {
  return new Promise((resolve, reject) => {
    const socket = new RawSocket(port, '/socket.io/?EIO=4&transport=websocket', (payload) => {
      const packet = payload.toString('latin1', 0, 2);
      if (packet[0] === '0') socket.send(`40${JSON.stringify({ token })}`);
      else if (packet[0] === '2') socket.send('3');
      else if (packet === '40') resolve(socket);
      else if (packet === '44') reject(new Error(`The server says ${payload.toString().slice(0, 200)}`));
    });
  });
}

const { port, tokens, deaf = false } = holdPlanSchema.parse(JSON.parse(await readText(process.stdin)));
for (let at = 0; at < tokens.length; at += AT_ONCE) {
  const opened = await Promise.all(tokens.slice(at, at + AT_ONCE).map((token) => open(port, token)));
  if (deaf) for (const socket of opened) socket.stopReading();
}
process.stdout.write(`${tokens.length}\n`);
