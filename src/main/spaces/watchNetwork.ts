import type { NetworkInterfaceInfo } from 'node:os';
import type { Clock } from '../../client/clock.ts';

/** Looked at so often, in milliseconds: the system tells Node of no change, and asking costs next to nothing. */
const LOOK_EVERY_MS = 3_000;

/** Calls back when this computer's addresses have changed: another network, a cable, a VPN. Returns what ends it. */
export function watchNetwork(
  networkInterfaces: () => NodeJS.Dict<NetworkInterfaceInfo[]>,
  clock: Clock,
  onChange: () => void,
): () => void {
  const addresses = () =>
    Object.values(networkInterfaces())
      .flatMap((infos) => (infos ?? []).filter(({ internal }) => !internal).map(({ address }) => address))
      .sort()
      .join();
  let before = addresses();
  let cancel = clock.after(LOOK_EVERY_MS, look);
  function look(): void {
    const now = addresses();
    cancel = clock.after(LOOK_EVERY_MS, look);
    if (now === before) return;
    before = now;
    onChange();
  }
  return () => cancel();
}
