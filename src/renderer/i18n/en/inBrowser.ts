import type { en } from '../en.ts';

type Words = typeof en;

/**
 * What is said otherwise in a browser: it is no app, what it keeps is its own, and it may run on a telephone.
 */
export const inBrowser: { [Part in keyof Words]?: { [Key in keyof Words[Part]]?: string } } = {
  error: {
    clientTooOld: 'This page is older than the space. Close its other tabs, then load it again.',
    serverTooOld: 'This page is newer than the space. Load it again.',
  },
  toast: {
    linkOtherSpace: 'That link leads to another space.',
    messageNotHere: 'That message is not kept in this browser. It can be read when you are back online.',
    cacheRebuilt:
      'The messages kept in this browser were damaged and are fetched again. Nothing you wrote is lost.',
    sessionOnly:
      'This browser keeps nothing, so you are asked for your password when you open this page again.',
  },
  timeline: {
    offlineOlder: 'Older messages are not kept in this browser. They come when you are back online.',
    offlineNothing: 'Not kept in this browser yet',
  },
  thread: { failed: 'This thread is not kept in this browser. It can be read when you are back online.' },
  pins: {
    missing_one: '{{count}} message is not kept in this browser. It comes when you are back online.',
    missing_other: '{{count}} messages are not kept in this browser. They come when you are back online.',
  },
  search: { onlyHere: 'Only what is kept in this browser is searched.' },
  notifications: { notHere: 'This message is not kept in this browser.' },
  space: { forget: 'Use another account' },
  connection: {
    hostAway: '{{name}} cannot be reached. This is what this browser has kept; what you write is sent later.',
    banned:
      'You can no longer come into {{name}}. What this browser has kept stays readable. If this is a mistake, ask whoever runs the space.',
    bannedHere: 'You can read what this browser has kept, but not write here.',
    storageFull:
      'This browser has no room left for what comes from {{name}}. Make some on this device, then try again. Nothing you wrote is lost.',
    clientTooOld: 'This page is older than {{name}}. To go on, close its other tabs and load it again.',
    serverTooOld: 'This page is newer than {{name}}. Load it again to go on.',
  },
  signOut: {
    lead: 'What this browser has kept of its messages is removed. What you have not sent stays and is sent when you sign in again.',
    confirm: 'Sign out',
  },
  forget: {
    title: 'Use another account in {{name}}?',
    lead: 'Drafts and what has not been sent are removed from this browser. The account stays in the space.',
    confirm: 'Remove and go on',
  },
};
