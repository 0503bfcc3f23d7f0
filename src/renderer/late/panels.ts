// Fetched together, because each of them alone is small.
export { PinsPanel } from '../marks/PinsPanel.tsx';
export { SavedPanel } from '../marks/SavedPanel.tsx';
export { MembersPanel } from '../members/MembersPanel.tsx';
export { NotificationsPanel } from '../notifications/NotificationsPanel.tsx';
export { SearchPanel } from '../search/SearchPanel.tsx';
export { ThreadPanel } from '../threads/ThreadPanel.tsx';
