import type { ReactNode } from 'react';
import { PinsPanel } from '../marks/PinsPanel.tsx';
import { SavedPanel } from '../marks/SavedPanel.tsx';
import { MembersPanel } from '../members/MembersPanel.tsx';
import { NotificationsPanel } from '../notifications/NotificationsPanel.tsx';
import { SearchPanel } from '../search/SearchPanel.tsx';
import { useAppState } from '../store/AppContext.tsx';
import { selectShown, selectSpace } from '../store/selectors.ts';
import { ThreadPanel } from '../threads/ThreadPanel.tsx';

/** What stands beside the conversation: one panel at a time. `edge` is what its width is changed by. */
export function SidePanel({ edge }: { edge: ReactNode }) {
  const panel = useAppState((state) => state.panel);
  const people = useAppState((state) => state.settings.panelOpen);
  const space = useAppState(selectSpace);
  const conversation = useAppState(selectShown);
  if (space === undefined) return null;
  if (panel?.name === 'notifications') return <NotificationsPanel space={space} edge={edge} />;
  if (conversation === undefined) return null;
  const at = { space, conversation, edge };
  switch (panel?.name) {
    case 'thread':
      return <ThreadPanel {...at} messageId={panel.messageId} key={panel.messageId} />;
    case 'pins':
      return <PinsPanel {...at} />;
    case 'saved':
      return <SavedPanel {...at} />;
    case 'search':
      return <SearchPanel {...at} />;
    default:
      return people ? <MembersPanel {...at} /> : null;
  }
}
