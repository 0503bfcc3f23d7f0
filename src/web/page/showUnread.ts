import type { AppApi } from '../../shared/ipc/contract.ts';
import type { Delta } from '../../shared/ipc/deltas.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';

/** What is used of `navigator`; few browsers have a badge, and only for installed pages. */
type Badge = { setAppBadge?(unread: number): Promise<void>; clearAppBadge?(): Promise<void> };

/** Shows in the tab's title, and on the icon of an installed page, how much is unread. */
export function showUnread(api: AppApi): void {
  const unread = new Map<string, number>();
  const badge = navigator as Badge;

  function show(): void {
    const total = [...unread.values()].reduce((sum, one) => sum + one, 0);
    document.title = total > 0 ? `(${total}) Parley` : 'Parley';
    const shown = total > 0 ? badge.setAppBadge?.(total) : badge.clearAppBadge?.();
    shown?.catch(() => undefined);
  }
  const know = ({ spaceId, unread: now }: SpaceView) => void unread.set(spaceId, now);

  api.onDeltas((deltas: Delta[]) => {
    for (const delta of deltas) {
      if (delta.type === 'space.changed') know(delta.space);
      if (delta.type === 'space.removed') unread.delete(delta.spaceId);
    }
    show();
  });
  void api.call('app:load', {}).then((loaded) => {
    if (loaded.ok) loaded.data.spaces.forEach(know);
    show();
  });
}
