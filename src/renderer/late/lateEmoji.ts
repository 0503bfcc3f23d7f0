import { late } from './late.tsx';

export const EmojiPanel = late(() => import('../emoji/EmojiPanel.tsx').then((part) => part.EmojiPanel));
