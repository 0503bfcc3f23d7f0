/** The parts of the window in the order in which F6 goes through them. */
const order = ['rail', 'list', 'banner', 'announcement', 'timeline', 'composer', 'panel'] as const;

const FOCUSABLE =
  'button:not(:disabled), [href], input:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex="-1"])';

const isVisible = (element: Element): boolean => element.getClientRects().length > 0;

/** What takes the focus when a part is entered: its current item, or else its first control. */
function entryOf(region: Element): HTMLElement | undefined {
  const candidates = [
    region.querySelector<HTMLElement>('[aria-current]'),
    region.querySelector<HTMLElement>('[data-entry]'),
    ...region.querySelectorAll<HTMLElement>(FOCUSABLE),
  ];
  return candidates.find((one) => one !== null && isVisible(one)) ?? undefined;
}

/** Moves the focus to the next part of the window that is there, or the one before. */
export function focusNextRegion(step: 1 | -1): void {
  const regions = order.flatMap((name) => {
    const region = document.querySelector(`[data-region="${name}"]`);
    return region !== null && isVisible(region) && entryOf(region) !== undefined ? [region] : [];
  });
  const current = regions.findIndex((region) => region.contains(document.activeElement));
  const next = current === -1 ? 0 : (current + step + regions.length) % regions.length;
  const region = regions[next];
  if (region !== undefined) entryOf(region)?.focus();
}

/** Puts the focus into the text field of the conversation, where there is one. */
export function focusComposer(): void {
  document.querySelector<HTMLElement>('[data-composer]')?.focus();
}

/** The same in the panel, where that has one. */
export function focusPanelComposer(): void {
  document.querySelector<HTMLElement>('[data-region="panel"] [data-composer]')?.focus();
}
