import { useEffect, useMemo, useState } from 'react';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { loadMembers } from '../actions/conversations.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { changesOf, membersBeingAdded, shownMembers } from '../store/conversationOverlay.ts';
import { isConnected, selectOutbox } from '../store/selectors.ts';

export type KnownMembers = {
  /** Who is in it, with those who are being added and without those who are being removed; `null` while it is not known. */
  memberIds: readonly UserId[] | null;
  /** Those of them who are not in it yet. */
  adding: ReadonlySet<UserId>;
  /** Whether it cannot be had now. */
  failed: boolean;
};

/** Who is in a conversation. */
export function useMembers(space: SpaceView, conversation: ConversationView): KnownMembers {
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
  const known = named ?? loaded;
  const changes = useAppState((state) => changesOf(selectOutbox(state, spaceId), id));
  return useMemo(
    () => ({
      memberIds: known === undefined ? null : shownMembers(known, changes),
      adding: membersBeingAdded(changes),
      failed: failed && known === undefined,
    }),
    [known, changes, failed],
  );
}
