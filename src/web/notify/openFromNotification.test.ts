import { expect, it } from 'vitest';
import { openFromNotification } from './openFromNotification.ts';

const place = { spaceId: 's', leadsTo: { kind: 'place', conversationId: 'c', messageId: null } };

/** A browser with tabs of Parley, and what becomes of them. */
function browserWith(...tabs: { name: string; focused?: boolean; refuses?: boolean }[]) {
  const happened: unknown[] = [];
  const page = ({ name, focused = false, refuses = false }: (typeof tabs)[number]) => ({
    focused,
    async focus() {
      if (refuses) throw new Error('no leave to');
      happened.push(`${name} in front`);
    },
    postMessage: (message: unknown) => happened.push([name, message]),
  });
  const pages = tabs.map(page);
  return {
    happened,
    matchAll: async () => pages,
    async openWindow(url: string) {
      happened.push(`opened ${url}`);
      return page({ name: 'new tab' });
    },
  };
}

const told = (name: string, data: unknown = place) => [name, { type: 'notification.clicked', data }];

it('brings the tab to the front that was there last, and tells it where to go', async () => {
  const browser = browserWith({ name: 'first' }, { name: 'second', focused: true });
  await openFromNotification(browser, place);
  expect(browser.happened).toEqual(['second in front', told('second')]);
});

it('tells it too if the browser does not bring it to the front', async () => {
  const browser = browserWith({ name: 'first', refuses: true });
  await openFromNotification(browser, place);
  expect(browser.happened).toEqual([told('first')]);
});

it('opens a tab where none is left', async () => {
  const browser = browserWith();
  await openFromNotification(browser, place);
  expect(browser.happened).toEqual(['opened /', told('new tab')]);
});

it('opens an address outside by itself, and only one of the web', async () => {
  const leadingTo = (url: string) => ({ spaceId: 's', leadsTo: { kind: 'url', url } });
  const browser = browserWith({ name: 'first' });
  await openFromNotification(browser, leadingTo('https://ci.example.org/7'));
  expect(browser.happened).toEqual(['opened https://ci.example.org/7']);
  const other = browserWith({ name: 'first' });
  await openFromNotification(other, leadingTo('javascript:alert(1)'));
  expect(other.happened).toEqual(['first in front', told('first', leadingTo('javascript:alert(1)'))]);
});
