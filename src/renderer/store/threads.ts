import type { MessageId } from '../../shared/model/ids.ts';
import type { ThreadSummary } from '../../shared/model/message.ts';

/** How many replies are known to messages that have any. */
export type ThreadsSlice = { threads: Readonly<Record<MessageId, ThreadSummary>> };

export const initialThreads: ThreadsSlice = { threads: {} };

/** A summary of no replies takes away what was known. */
export function putThreads(slice: ThreadsSlice, summaries: readonly ThreadSummary[]): ThreadsSlice {
  const isNews = ({ messageId, replies, lastAt }: ThreadSummary) => {
    const held = slice.threads[messageId];
    return (held?.replies ?? 0) !== replies || (held !== undefined && held.lastAt !== lastAt);
  };
  if (!summaries.some(isNews)) return slice;
  const threads: Record<MessageId, ThreadSummary> = { ...slice.threads };
  for (const summary of summaries) {
    const { messageId, replies, lastAt } = summary;
    const held = threads[messageId];
    if (replies === 0) delete threads[messageId];
    else if (held?.replies !== replies || held.lastAt !== lastAt) threads[messageId] = summary;
  }
  return { threads };
}
