import { useMemo } from 'react';
import type { OutboxItem, SpaceView } from '../../shared/ipc/views.ts';
import type { User } from '../../shared/model/user.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectOutbox, selectUsers } from '../store/selectors.ts';

/** A person with what they have changed of themselves here and the server does not know yet. */
export function withPending(user: User, outbox: readonly OutboxItem[]): User {
  let shown = user;
  for (const { action } of outbox) {
    if (action.kind !== 'request' || action.request.name !== 'user:change') continue;
    const { displayName, ...more } = action.request.payload;
    const stated = Object.entries({ ...shown, ...more, displayName: displayName ?? shown.displayName });
    shown = Object.fromEntries(stated.filter(([, value]) => value !== null && value !== undefined)) as User;
  }
  return shown;
}

/** Oneself, as one has said to be. */
export function useOwnUser(space: SpaceView): User | undefined {
  const user = useAppState((state) => selectUsers(state, space.spaceId)[space.userId]);
  const outbox = useAppState((state) => selectOutbox(state, space.spaceId));
  return useMemo(() => user && withPending(user, outbox), [user, outbox]);
}
