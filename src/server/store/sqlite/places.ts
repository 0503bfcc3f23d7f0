/** A message's place is its stream's id above 32 bits of seq. */
export const MAX_SEQ = 0xffffffff;

/** SQL for a message's seq. */
export const MESSAGE_SEQ = `place & ${MAX_SEQ}`;
/** SQL for the place of a seq in a stream; `seq` may be beyond what there can be. */
export const placeIn = (streamId: string, seq: string): string =>
  `(${streamId} << 32 | min(${seq}, ${MAX_SEQ}))`;
/** SQL for the place of a seq in the stream of `$conversationId`. */
export const placeOf = (seq: string): string =>
  placeIn("(SELECT id FROM streams WHERE name = 'conversation:' || $conversationId)", seq);
