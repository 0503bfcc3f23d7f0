import { PanelRoom } from '../panel/PanelRoom.tsx';
import { late } from './late.tsx';

const panels = () => import('./panels.ts');

export const ThreadPanel = late(() => panels().then((part) => part.ThreadPanel), PanelRoom);
export const MembersPanel = late(() => panels().then((part) => part.MembersPanel), PanelRoom);
export const NotificationsPanel = late(() => panels().then((part) => part.NotificationsPanel), PanelRoom);
export const PinsPanel = late(() => panels().then((part) => part.PinsPanel), PanelRoom);
export const SavedPanel = late(() => panels().then((part) => part.SavedPanel), PanelRoom);
export const SearchPanel = late(() => panels().then((part) => part.SearchPanel), PanelRoom);
