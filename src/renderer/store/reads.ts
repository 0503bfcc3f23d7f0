import type { ConversationId, Seq, UserId } from '../../shared/model/ids.ts';
import type { ReadPosition } from '../../shared/protocol/requests.ts';

export type ReadsById = Readonly<Record<UserId, Seq>>;

/** How far others have read, in conversations where that was asked for. */
export type ReadsSlice = { reads: Readonly<Record<ConversationId, ReadsById>> };

export const initialReads: ReadsSlice = { reads: {} };

const keyed = (reads: readonly ReadPosition[]): ReadsById =>
  Object.fromEntries(reads.map(({ userId, readSeq }) => [userId, readSeq]));

/** What is told of a conversation whose positions were not asked for is not kept: it would be less than all. */
export function putReads(
  slice: ReadsSlice,
  id: ConversationId,
  reads: readonly ReadPosition[],
): Partial<ReadsSlice> {
  const held = slice.reads[id];
  return held === undefined ? {} : { reads: { ...slice.reads, [id]: { ...held, ...keyed(reads) } } };
}

/** Takes all positions of a conversation as they were answered. */
export const replaceReads = (
  slice: ReadsSlice,
  id: ConversationId,
  reads: readonly ReadPosition[],
): ReadsSlice => ({ reads: { ...slice.reads, [id]: keyed(reads) } });
