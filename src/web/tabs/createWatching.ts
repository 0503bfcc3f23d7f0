import type { Asker } from '../../client/app/answer.ts';
import type { SpaceId } from '../../shared/model/ids.ts';

/**
 * Which tabs watch how a space is doing. Its engine does as long as one of them does: none of them knows of the others, and
 * one may be closed without a word. `watch` may be called again with what holds already.
 */
export function createWatching(watch: (spaceId: SpaceId, on: boolean) => void) {
  const watchers = new Map<SpaceId, Set<Asker>>();

  function set(asker: Asker, spaceId: SpaceId, on: boolean): void {
    const those = watchers.get(spaceId) ?? new Set();
    if (on) those.add(asker);
    // What was not watched here is none of this tab's business to end.
    else if (!those.delete(asker)) return;
    watchers.set(spaceId, those);
    // Begun anew for one more, so that it need not wait for what comes next.
    if (on || those.size === 0) watch(spaceId, on);
  }

  return {
    set,
    gone(asker: Asker): void {
      for (const spaceId of watchers.keys()) set(asker, spaceId, false);
    },
    /** Another engine has taken the place of the one that watched. */
    again(): void {
      for (const [spaceId, those] of watchers) if (those.size > 0) watch(spaceId, true);
    },
  };
}
