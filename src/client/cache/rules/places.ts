import type { Seq } from '../../../shared/model/ids.ts';

const SEQS = 2 ** 32;

/** A message's row id: its conversation's key × 2³² + its seq. */
export const placeOf = (key: number, seq: Seq): number => key * SEQS + seq;
export const keyOf = (place: number): number => Math.floor(place / SEQS);
export const seqOf = (place: number): Seq => place % SEQS;
/** The highest seq there is room for. */
export const LAST_SEQ: Seq = SEQS - 1;
