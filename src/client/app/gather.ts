import type { Delta } from '../../shared/ipc/deltas.ts';

/**
 * What a delta replaces when one with the same key came before it: both say how something is now, so that
 * only the later needs to be told. `undefined` for one that adds to what came before.
 */
function keyOf(delta: Delta): string | undefined {
  switch (delta.type) {
    case 'space.changed':
      return `space ${delta.space.spaceId}`;
    case 'typing.changed':
      return `typing ${delta.spaceId} ${delta.conversationId}`;
    case 'settings.changed':
      return 'settings';
    case 'browser.changed':
      return 'browser';
    default:
      return undefined;
  }
}

type Views = Extract<Delta, { type: 'conversations.changed' }>;
/** Whether it takes something away that a delta after it may bring again: nothing is moved across it. */
const removes = ({ type }: Delta): boolean =>
  type === 'conversations.removed' ||
  type === 'conversation.replaced' ||
  type === 'space.reset' ||
  type === 'space.removed';

/** The same deltas with what was overtaken left out, in their order; a later state stands where the first one stood. */
export function gather(deltas: readonly Delta[]): Delta[] {
  const gathered: Delta[] = [];
  const places = new Map<string, number>();
  const views = new Map<string, { place: Views; index: number }>();
  for (const delta of deltas) {
    if (removes(delta)) {
      places.clear();
      views.clear();
    }
    if (delta.type === 'conversations.changed') {
      const fresh = delta.conversations.filter((view) => {
        const before = views.get(`${delta.spaceId} ${view.id}`);
        if (before) before.place.conversations[before.index] = view;
        return !before;
      });
      if (fresh.length === 0) continue;
      const place = { ...delta, conversations: fresh };
      for (const [index, { id }] of fresh.entries()) views.set(`${delta.spaceId} ${id}`, { place, index });
      gathered.push(place);
      continue;
    }
    const key = keyOf(delta);
    const place = key === undefined ? undefined : places.get(key);
    if (place !== undefined) gathered[place] = delta;
    else {
      if (key !== undefined) places.set(key, gathered.length);
      gathered.push(delta);
    }
  }
  return gathered;
}
