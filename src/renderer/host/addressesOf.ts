import type { SpaceView } from '../../shared/ipc/views.ts';

/** Where others reach a space: the likeliest first. */
export const addressesOf = ({ hosting, address }: SpaceView): readonly string[] =>
  hosting?.status === 'running' && hosting.addresses.length > 0 ? hosting.addresses : [address];
