import * as standard from 'socket.io-parser';

/** Reads packets as ever, and tells a request its number: as the last of its values, before the acknowledgement. */
class NumberingDecoder extends standard.Decoder {
  constructor() {
    super();
    // Socket.IO listens after this, having made the decoder.
    this.on('decoded', ({ type, id, data }: standard.Packet) => {
      if (type === standard.PacketType.EVENT && id !== undefined && Array.isArray(data)) data.push(id);
    });
  }
}

/** Socket.IO's own parser, but that `acknowledge` gets to know which request it answers. */
export const parser = { ...standard, Decoder: NumberingDecoder };
