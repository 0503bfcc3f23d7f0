import { useEffect, useState } from 'react';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { loadMembers } from '../actions/conversations.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { isConnected } from '../store/selectors.ts';

/** Who is in a conversation; `null` while that is not known, `failed` when it cannot be had now. */
export function useMembers(
  space: SpaceView,
  conversation: ConversationView,
): { memberIds: readonly UserId[] | null; failed: boolean } {
  const app = useApp();
  const [failed, setFailed] = useState(false);
  const { id, kind, memberIds } = conversation;
  const { spaceId } = space;
  const loaded = useAppState((state) => state.members[id]);
  const connected = isConnected(space);
  const named = kind === 'channel' ? undefined : memberIds;
  const wanted = named === undefined && loaded === undefined;
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    // Asked again on coming back online: what could not be had may be had now.
    void connected;
    void loadMembers(app, spaceId, id).then((found) => current && setFailed(!found));
    return () => {
      current = false;
    };
  }, [app, spaceId, id, wanted, connected]);
  return { memberIds: named ?? loaded ?? null, failed: failed && loaded === undefined };
}
