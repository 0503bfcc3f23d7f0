import type { ReactNode } from 'react';
import {
  MembersPanel,
  NotificationsPanel,
  PinsPanel,
  SavedPanel,
  SearchPanel,
  ThreadPanel,
} from '../late/latePanels.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectShown, selectSpace } from '../store/selectors.ts';
import { closePanel } from './panels.ts';

/** What stands beside the conversation: one panel at a time. `edge` is what its width is changed by. */
export function SidePanel({ edge }: { edge: ReactNode }) {
  const app = useApp();
  const panel = useAppState((state) => state.panel);
  const people = useAppState((state) => state.settings.panelOpen);
  const space = useAppState(selectSpace);
  const conversation = useAppState(selectShown);
  const onMissing = () => closePanel(app);
  if (space === undefined) return null;
  if (panel?.name === 'notifications')
    return <NotificationsPanel space={space} edge={edge} onMissing={onMissing} />;
  if (conversation === undefined) return null;
  const at = { space, conversation, edge, onMissing };
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
