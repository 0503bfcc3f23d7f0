import { late } from './late.tsx';
import { ViewRoom } from './ViewRoom.tsx';

export const ConversationView = late(
  () => import('../frame/ConversationView.tsx').then((part) => part.ConversationView),
  ViewRoom,
);

export const Welcome = late(() => import('../welcome/Welcome.tsx').then((part) => part.Welcome));

export const SignedOut = late(() => import('../welcome/SignedOut.tsx').then((part) => part.SignedOut));
