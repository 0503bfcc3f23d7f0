import type { AppOutput } from '../../shared/ipc/contract.ts';
import type { Delta } from '../../shared/ipc/deltas.ts';

/** All that a window shows, for one that has missed some of it: how the app stands, and that each space is to be loaded again. */
export function toldAnew({
  spaces,
  settings,
  browser,
}: Pick<AppOutput<'app:load'>, 'spaces' | 'settings' | 'browser'>): Delta[] {
  return [
    { type: 'settings.changed', settings },
    ...(browser ? [{ type: 'browser.changed' as const, browser }] : []),
    ...spaces.flatMap((space): Delta[] => [
      { type: 'space.changed', space },
      { type: 'space.reset', spaceId: space.spaceId },
    ]),
  ];
}
