import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { State } from '../support/gallery/surfaces/steps.ts';
import { surfaces } from '../support/gallery/surfaces/surfaces.ts';
import { expect, test } from './fixtures.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

for (const { name, scenario, states } of surfaces) {
  test(`${name} has no finding`, async ({ show }) => {
    const page = await show(scenario, { theme: 'system' });
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
    for (const state of states) {
      await test.step(state.name, async () => {
        await state.reach(page);
        await expectNoFinding(page, state);
      });
    }
  });
}

async function expectNoFinding(page: Page, { name, within }: State): Promise<void> {
  const axe = () => {
    // There are no frames of other origins, for which the usual mode opens another page each time.
    const builder = new AxeBuilder({ page }).setLegacyMode();
    return within === undefined ? builder : builder.include(within);
  };
  expect(findings(await axe().withTags(tags).analyze()), name).toEqual([]);
  // What does not depend on colours is the same in the dark.
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(findings(await axe().withRules(['color-contrast']).analyze()), `${name}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** The rule that each finding breaks, and the beginnings of the elements that break it. */
function findings({ violations }: Awaited<ReturnType<AxeBuilder['analyze']>>): [string, string[]][] {
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]);
}
