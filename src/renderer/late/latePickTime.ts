import { late } from './late.tsx';

export const PickTimeDialog = late(() =>
  import('../later/PickTimeDialog.tsx').then((part) => part.PickTimeDialog),
);
