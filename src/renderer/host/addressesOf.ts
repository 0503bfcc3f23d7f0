import type { SpaceView } from '../../shared/ipc/views.ts';
import { type Pin, pinOf } from '../../shared/model/trust.ts';

/** Where others reach a space: the likeliest first. */
export const addressesOf = ({ hosting, address }: SpaceView): readonly string[] =>
  hosting?.status === 'running' && hosting.addresses.length > 0 ? hosting.addresses : [address];

/** The key of a space's server, for a link to it; `null` where it has none, or this app does not know it. */
export const keyOf = ({ hosting, trust }: SpaceView): Pin | null =>
  hosting?.status === 'running' ? hosting.pin : pinOf(trust);

/** Whether others talk to a space's server without encryption, as far as it is known here. */
export function isPlain({ hosting, trust, address }: SpaceView): boolean {
  if (hosting?.status === 'running') return hosting.pin === null;
  return trust.kind === 'plain' || (trust.kind === 'browser' && address.startsWith('http:'));
}
