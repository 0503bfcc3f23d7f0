import type { SpaceContent } from '../../shared/ipc/views.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import { type DraftsSlice, takeDraft } from './drafts.ts';
import { replaceEntries } from './entries.ts';
import { putPresence } from './presence.ts';
import { keyed, without } from './records.ts';
import type { AppState } from './state.ts';

/** Takes a space's content in place of what was known of it. What is being written here stays. */
export function putContent(state: AppState, spaceId: SpaceId, content: SpaceContent): Partial<AppState> {
  let written: DraftsSlice = state;
  for (const { conversationId, ...draft } of content.drafts)
    written = { ...written, ...takeDraft(written, conversationId, draft) };
  const { drafts, replies, kept, mixed } = written;
  const shownId = state.shown[spaceId];
  const gone = shownId !== undefined && !content.conversations.some((view) => view.id === shownId);
  return {
    content: { ...state.content, [spaceId]: 'ready' },
    users: { ...state.users, [spaceId]: keyed(content.users, (user) => user.id) },
    conversations: { ...state.conversations, [spaceId]: keyed(content.conversations, (view) => view.id) },
    ...replaceEntries(state, spaceId, content.entries),
    outbox: { ...state.outbox, [spaceId]: content.outbox },
    drafts,
    replies,
    kept,
    mixed,
    ...putPresence(state, spaceId, content.presence, true),
    shown: gone ? without(state.shown, [spaceId]) : state.shown,
  };
}
