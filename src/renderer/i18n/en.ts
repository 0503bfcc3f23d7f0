import { accountWords } from './en/account.ts';
import { appWords } from './en/app.ts';
import { backupWords } from './en/backups.ts';
import { browserWords } from './en/browser.ts';
import { conversationsWords } from './en/conversations.ts';
import { joiningWords } from './en/joining.ts';
import { manageWords } from './en/manage.ts';
import { messagesWords } from './en/messages.ts';
import { notificationWords } from './en/notifications.ts';
import { peopleWords } from './en/people.ts';
import { spaceWords } from './en/space.ts';
import { welcomeWords } from './en/welcome.ts';
import { writingWords } from './en/writing.ts';

/**
 * Every text of the window in English, by feature in `en/`. Comments there are for translators. `{{name}}` and the like
 * are filled in; `_one` and `_other` are the plural's forms.
 */
export const en = {
  ...appWords,
  ...welcomeWords,
  ...joiningWords,
  ...spaceWords,
  ...conversationsWords,
  ...messagesWords,
  ...writingWords,
  ...peopleWords,
  ...notificationWords,
  ...manageWords,
  ...backupWords,
  ...accountWords,
  ...browserWords,
};
