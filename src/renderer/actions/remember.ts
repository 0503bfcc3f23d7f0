import type { ConversationId, SpaceId } from '../../shared/model/ids.ts';
import type { AppState } from '../store/state.ts';

/** Which space and which conversation in each were shown last: a convenience of this window, lost without harm. */
export type Remembered = {
  spaceId: SpaceId | null;
  shown: Readonly<Record<SpaceId, ConversationId>>;
};

const KEY = 'parley.where';

export function rememberWhere({ spaceId, shown }: AppState): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ spaceId, shown }));
  } catch {
    // Without storage the window opens at the first conversation.
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What was remembered, of which only ids that still exist are of any use. */
export function recallWhere(exists: (id: string) => boolean): Remembered {
  const nothing: Remembered = { spaceId: null, shown: {} };
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (!isRecord(stored) || !isRecord(stored['shown'])) return nothing;
    const shown = Object.entries(stored['shown']).filter(
      ([spaceId, id]) => exists(spaceId) && typeof id === 'string',
    );
    const { spaceId } = stored as { spaceId?: unknown };
    return {
      spaceId: typeof spaceId === 'string' && exists(spaceId) ? (spaceId as SpaceId) : null,
      shown: Object.fromEntries(shown) as Remembered['shown'],
    };
  } catch {
    return nothing;
  }
}
