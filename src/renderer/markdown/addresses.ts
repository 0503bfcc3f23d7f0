import { LinkifyIt } from 'linkify-it';
import { PERMALINK_SCHEME, parsePermalink } from '../../shared/model/permalink.ts';

/** Finds addresses in text, with and without a scheme. */
export const linkify = new LinkifyIt({ fuzzyEmail: true, fuzzyLink: true, fuzzyIP: false });

// Found as one word of any characters an id may have: what it is exactly is said by `parsePermalink`.
linkify.add(`${PERMALINK_SCHEME}:`, {
  validate: (text, position) =>
    /^\/\/(?:message(?:\/[0-9a-f-]{36}){3}|conversation(?:\/[0-9a-f-]{36}){2})(?![\w/-])/.exec(
      text.slice(position, position + 200),
    )?.[0].length ?? 0,
});

const OPENED_OUTSIDE = /^(?:https?:|mailto:)/i;

/** Whether a message may lead there: to the web, to a letter or to another place here, nowhere else. */
export const mayOpen = (url: string): boolean =>
  OPENED_OUTSIDE.test(url) || parsePermalink(url) !== undefined;
