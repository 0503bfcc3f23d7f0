import type { SpaceView } from '../../shared/ipc/views.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectUsers } from '../store/selectors.ts';

/** Whether one is a guest in a space: sees only where one was added, and makes no channels. */
export const useIsGuest = (space: SpaceView): boolean =>
  useAppState((state) => selectUsers(state, space.spaceId)[space.userId]?.role === 'guest');
