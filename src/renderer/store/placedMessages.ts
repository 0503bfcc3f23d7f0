import type { ConversationId, MessageId, Seq } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { keyed, without } from './records.ts';

export type MessagesById = Readonly<Record<MessageId, Message>>;

/**
 * Messages that are shown out of their place: pinned, kept for later, told of. They follow what becomes of them, so that
 * nothing that was deleted stays to be read.
 */
export type PlacedMessagesSlice = {
  placed: MessagesById;
  /** Goes up where what is held may be wrong: whoever shows some of it asks again. */
  placedEpoch: number;
};

export const initialPlacedMessages: PlacedMessagesSlice = { placed: {}, placedEpoch: 0 };

/** Takes in messages that were asked for by their ids; of those that cannot be had nothing is held. */
export function placeMessages(
  slice: PlacedMessagesSlice,
  asked: readonly MessageId[],
  found: readonly Message[],
): Partial<PlacedMessagesSlice> {
  const { placed } = slice;
  // What changed while the answer was on the way is newer than the answer.
  const newest = found.map((message) => {
    const known: Message | undefined = placed[message.id];
    return known !== undefined && known.changedSeq > message.changedSeq ? known : message;
  });
  return { placed: { ...without(placed, asked), ...keyed(newest, ({ id }) => id) } };
}

/** Takes in how messages are now, those that are held alone. */
export function changePlaced(
  { placed }: PlacedMessagesSlice,
  messages: readonly Message[],
): Partial<PlacedMessagesSlice> {
  const held = messages.filter(({ id, changedSeq }) => {
    const known: Message | undefined = placed[id];
    return known !== undefined && known.changedSeq < changedSeq;
  });
  return held.length === 0 ? {} : { placed: { ...placed, ...keyed(held, ({ id }) => id) } };
}

/** Lets go of messages, such as those that have expired. */
function dropPlaced(
  { placed }: PlacedMessagesSlice,
  goes: (message: Message) => boolean,
): Partial<PlacedMessagesSlice> {
  const kept = Object.entries(placed).filter(([, message]) => !goes(message));
  return kept.length === Object.keys(placed).length ? {} : { placed: Object.fromEntries(kept) };
}

export const expirePlaced = (
  slice: PlacedMessagesSlice,
  id: ConversationId,
  throughSeq: Seq,
): Partial<PlacedMessagesSlice> =>
  dropPlaced(slice, ({ conversationId, seq }) => conversationId === id && seq <= throughSeq);

export const removePlaced = (
  slice: PlacedMessagesSlice,
  ids: readonly ConversationId[],
): Partial<PlacedMessagesSlice> => dropPlaced(slice, ({ conversationId }) => ids.includes(conversationId));

/** What is held may be wrong, and stays to be seen until it was asked for anew. */
export const doubtPlaced = ({ placedEpoch }: PlacedMessagesSlice): Partial<PlacedMessagesSlice> => ({
  placedEpoch: placedEpoch + 1,
});
