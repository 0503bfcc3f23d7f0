import type { Socket } from 'node:net';

/** Hands on the text of every frame that comes (RFC 6455): masked, not fragmented, shorter than 64 KiB. */
export function readFrames(connection: Socket, onText: (text: string) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  connection.on('error', () => connection.destroy());
  connection.on('data', (chunk: Buffer) => {
    const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (data.length - at >= 2) {
      const short = (data[at + 1] ?? 0) & 0x7f;
      const header = short === 126 ? 4 : 2;
      if (data.length - at < header) break;
      const length = short === 126 ? data.readUInt16BE(at + 2) : short;
      const from = at + header + 4;
      if (data.length < from + length) break;
      const mask = data.readUInt32BE(from - 4);
      if (mask !== 0) unmask(data, from, length);
      onText(data.toString('utf8', from, from + length));
      at = from + length;
    }
    rest = data.subarray(at);
  });
}

function unmask(data: Buffer, from: number, length: number): void {
  for (let index = 0; index < length; index += 1)
    data[from + index] = (data[from + index] ?? 0) ^ (data[from - 4 + (index & 3)] ?? 0);
}
