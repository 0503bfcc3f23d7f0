import type { Page } from '@playwright/test';

declare global {
  /** By their keys. */
  var wereLit: Map<string, Element> | undefined;
}

/**
 * Notes from now on which messages are lit. Each is for a moment only, which on a slow computer may have passed before a test looks:
 * `litIn` tells of it all the same.
 */
export const noteLit = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const noted = new Map<string, Element>();
    globalThis.wereLit = noted;
    const look = () => {
      for (const row of document.querySelectorAll<HTMLElement>('[data-lit]'))
        noted.set(row.dataset['key'] ?? '', row);
    };
    new MutationObserver(look).observe(document, {
      ...{ subtree: true, childList: true },
      attributeFilter: ['data-lit'],
    });
  });

/** Each message that was lit since `noteLit`: its key, what is written in it, and the words that are marked there. */
export const litIn = (page: Page): Promise<{ key: string; text: string; marked: string[] }[]> =>
  page.evaluate(() =>
    [...(globalThis.wereLit ?? [])].map(([key, row]) => ({
      ...{ key, text: row.textContent },
      marked: [...row.querySelectorAll('mark')].map(({ textContent }) => textContent),
    })),
  );
