import type { SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import type { Presence } from '../../shared/protocol/signals.ts';
import { useAppState } from '../store/AppContext.tsx';
import { isConnected, selectPresenceOf } from '../store/selectors.ts';
import { useOwnEntries } from '../store/useEntries.ts';

/** How one is there oneself: as others see it, but for being invisible, which they do not see. */
export function useOwnPresence(space: SpaceView): { shown: Presence; word: Presence | 'invisible' } {
  const wish = useOwnEntries(space, 'availability').get('own');
  const told = useAppState((state) => selectPresenceOf(state, space.spaceId, space.userId));
  if (!isConnected(space)) return { shown: 'offline', word: 'offline' };
  if (wish === 'invisible') return { shown: 'offline', word: 'invisible' };
  if (wish === 'busy') return { shown: 'busy', word: 'busy' };
  const here = told === 'away' ? 'away' : 'online';
  return { shown: here, word: here };
}

/** How someone else is there; `undefined` without a connection, when nobody knows. */
export const usePresence = (space: SpaceView, userId: UserId): Presence | undefined =>
  useAppState((state) => (isConnected(space) ? selectPresenceOf(state, space.spaceId, userId) : undefined));
