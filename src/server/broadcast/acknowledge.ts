import type { Acknowledgement } from '../../shared/protocol/requests.ts';
import { gather, idleConnection } from './connection.ts';
import type { ParleySocket } from './sockets.ts';
import { textFrame } from './textFrame.ts';

/** Begins a text that is an acknowledgement of Socket.IO's namespace `/` (protocol 5) in a message of Engine.IO (protocol 4). */
const ACKNOWLEDGEMENT = '43';

/** A request that wants an answer: by its number, or by the function that Socket.IO gave with it. */
export type Asked = { number: number; answer(acknowledgement: Acknowledgement): void };

/** Answers a request, on the connection of a socket that has nothing waiting, as `broadcastEvents` does. */
export function acknowledge(socket: ParleySocket, asked: Asked, acknowledgement: Acknowledgement): void {
  gather(socket);
  const connection = idleConnection(socket);
  if (connection)
    connection.write(textFrame(ACKNOWLEDGEMENT + asked.number + JSON.stringify([acknowledgement])));
  else asked.answer(acknowledgement);
}
