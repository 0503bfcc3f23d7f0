import type { UserId } from '../../shared/model/ids.ts';
import type { Signal } from '../../shared/protocol/signals.ts';

/** Who is online, as far as this link has told. */
export function createPresence(onChange: (onlineIds: UserId[]) => void) {
  let online = new Set<UserId>();

  function replace(next: Set<UserId>): void {
    if (next.size === online.size && [...next].every((id) => online.has(id))) return;
    online = next;
    onChange([...online]);
  }

  return {
    onlineIds: (): UserId[] => [...online],

    receive(signal: Signal): void {
      if (signal.type === 'presence.listed') replace(new Set(signal.onlineIds));
      if (signal.type !== 'presence.changed') return;
      const next = new Set(online);
      if (signal.presence === 'online') next.add(signal.userId);
      else next.delete(signal.userId);
      replace(next);
    },

    /** Without a link nobody is known to be online. */
    linkDown(): void {
      replace(new Set());
    },
  };
}
