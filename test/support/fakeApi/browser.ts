import type { BrowserView } from '../../../src/shared/ipc/views.ts';
import { buildEmptySpace, buildFullSpace } from './buildSpace.ts';
import type { FakeOptions } from './FakeApp.ts';

/** A tab in which all is well, on a page that may do everything. */
const tab: BrowserView = {
  invite: null,
  writable: true,
  storage: 'kept',
  opensOffline: true,
  notifications: 'unasked',
};

/** The one space of a browser: it is hosted elsewhere. */
function spaceOf(now: number) {
  const space = buildFullSpace(now);
  const address = 'https://192.168.1.20:4100';
  space.view = { ...space.view, address, hosting: null, choices: null, trust: { kind: 'browser' } };
  return space;
}

const inside = (now: number, change: Partial<BrowserView> = {}): FakeOptions => ({
  spaces: [spaceOf(now)],
  browser: { ...tab, ...change },
});

/** The window as a page in a browser. */
export const browserScenarios: Record<string, (now: number) => FakeOptions> = {
  browser: (now) => inside(now),
  browserJoin: () => ({ spaces: [], browser: tab }),
  browserInvited: () => ({ spaces: [], browser: { ...tab, invite: 'GROW-1234' } }),
  browserUsedUp: () => ({ spaces: [], browser: { ...tab, invite: 'USED-UP' } }),
  browserOpen: () => ({ spaces: [], browser: tab, probe: { isNew: false, registration: 'open' } }),
  browserNew: () => ({ spaces: [], browser: tab, probe: { isNew: true, registration: 'open' } }),
  browserSetup: () => ({ spaces: [], browser: tab, probe: { isNew: true, registration: 'invite' } }),
  browserRenewed: () => ({ spaces: [], browser: { ...tab, storage: 'renewed' } }),
  browserHeld: () => ({ spaces: [], browser: tab, refusals: { 'app:load': 'held_elsewhere' } }),
  browserSpaceHeld: (now) => {
    const options = inside(now);
    for (const { view } of options.spaces ?? [])
      view.connection = { status: 'stopped', reason: 'held_elsewhere' };
    return options;
  },
  browserAway: () => ({ spaces: [], browser: tab, refusals: { 'space:probe': 'unreachable' } }),
  browserTooOld: () => ({ spaces: [], browser: tab, refusals: { 'app:load': 'client_too_old' } }),
  browserReading: (now) => inside(now, { writable: false }),
  browserForgets: (now) => inside(now, { storage: 'refused', opensOffline: false }),
  browserPlain: (now) => inside(now, { opensOffline: false, notifications: 'unavailable' }),
  browserTold: (now) => inside(now, { notifications: 'allowed' }),
  browserUntold: (now) => inside(now, { notifications: 'refused' }),
  browserSignedOut: (now) => {
    const space = buildEmptySpace({ now, hosted: false });
    space.view = { ...space.view, connection: { status: 'stopped', reason: 'signed_out' } };
    space.conversations.clear();
    return { spaces: [space], browser: tab };
  },
};
