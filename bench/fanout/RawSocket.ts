import { connect, type Socket } from 'node:net';

/** One buffer that all sockets read into, one after the other: what is in it is looked at and left. */
const READ_BUFFER = Buffer.alloc(256 * 1024);
const TEXT_FRAME = 0x81;
const CLOSE_OPCODE = 8;
const END_OF_HEADERS = '\r\n\r\n';

/**
 * A WebSocket (RFC 6455) with just what a load generator needs: text frames, none of them fragmented. The
 * payloads it gives are views that hold until the listener returns.
 */
export class RawSocket {
  readonly #socket: Socket;
  readonly #onText: (payload: Buffer) => void;
  #isOpen = false;
  /** What came of a frame that is not whole yet. */
  #rest: Buffer = Buffer.alloc(0);

  constructor(port: number, path: string, onText: (payload: Buffer) => void) {
    this.#onText = onText;
    const onread = {
      buffer: READ_BUFFER,
      callback: (length: number, buffer: Uint8Array) => {
        this.#take(Buffer.from(buffer.buffer, buffer.byteOffset, length));
        return true;
      },
    };
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true, onread });
    this.#socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==${END_OF_HEADERS}`,
    );
  }

  /** The mask that clients must use is zero, which leaves the payload as it is. */
  send(text: string): void {
    const length = Buffer.byteLength(text);
    const isLong = length > 125;
    const frame = Buffer.alloc((isLong ? 8 : 6) + length);
    frame[0] = TEXT_FRAME;
    frame[1] = 0x80 | (isLong ? 126 : length);
    if (isLong) frame.writeUInt16BE(length, 2);
    frame.write(text, isLong ? 8 : 6);
    this.#socket.write(frame);
  }

  /** Leaves all that comes from now on to the system, until the other side hangs up. */
  stopReading(): void {
    this.#socket.pause();
    this.#socket.on('error', () => this.#socket.destroy());
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    // What is sent in answer to one chunk leaves together.
    this.#socket.cork();
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (!this.#isOpen) data = this.#skipHeaders(data);
    if (this.#isOpen) data = this.#takeFrames(data);
    this.#rest = data.length === 0 ? data : Buffer.from(data);
    this.#socket.uncork();
  }

  #skipHeaders(data: Buffer): Buffer {
    const end = data.indexOf(END_OF_HEADERS);
    if (end < 0) return data;
    const status = data.toString('latin1', 0, data.indexOf('\r\n'));
    if (!status.includes(' 101 ')) throw new Error(`The server does not speak WebSocket: ${status}`);
    this.#isOpen = true;
    return data.subarray(end + END_OF_HEADERS.length);
  }

  /** Hands on every whole frame; returns what is left. */
  #takeFrames(data: Buffer): Buffer {
    let at = 0;
    while (data.length - at >= 2) {
      const short = (data[at + 1] ?? 0) & 0x7f;
      const header = short === 127 ? 10 : short === 126 ? 4 : 2;
      if (data.length - at < header) break;
      const length =
        short === 127
          ? Number(data.readBigUInt64BE(at + 2))
          : short === 126
            ? data.readUInt16BE(at + 2)
            : short;
      const end = at + header + length;
      if (data.length < end) break;
      if (((data[at] ?? 0) & 0x0f) === CLOSE_OPCODE) throw new Error('The server closed a socket.');
      this.#onText(data.subarray(at + header, end));
      at = end;
    }
    return data.subarray(at);
  }
}
