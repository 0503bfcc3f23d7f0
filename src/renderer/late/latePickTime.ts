import { KeysHeld } from './KeysHeld.tsx';
import { late } from './late.tsx';

export const PickTimeDialog = late(
  () => import('../later/PickTimeDialog.tsx').then((part) => part.PickTimeDialog),
  KeysHeld,
);
