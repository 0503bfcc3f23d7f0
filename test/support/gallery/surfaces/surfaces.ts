import { account } from './account.ts';
import { backups } from './backups.ts';
import { browser } from './browser.ts';
import { inviting, joining } from './joining.ts';
import { manage, manageAway, manageName, manageRefused, moderating } from './manage.ts';
import { aboutMessages, later, messages } from './messages.ts';
import { noNotifications, notifications } from './notifications.ts';
import { panels, search } from './panels.ts';
import { conversations, people, space } from './people.ts';
import { keeping, marked, shutOut } from './shutOut.ts';
import type { Surface } from './steps.ts';
import { asTheyAre, welcome } from './whole.ts';
import { completion, newMessage, writing } from './writing.ts';

/** Every part of the window: what is looked at in pictures, and what axe checks. */
export const surfaces: readonly Surface[] = [
  welcome,
  ...asTheyAre,
  ...joining,
  ...inviting,
  messages,
  panels,
  search,
  notifications,
  noNotifications,
  manage,
  manageName,
  manageAway,
  manageRefused,
  moderating,
  ...backups,
  account,
  shutOut,
  marked,
  keeping,
  aboutMessages,
  later,
  people,
  conversations,
  space,
  newMessage,
  writing,
  completion,
  ...browser,
];
