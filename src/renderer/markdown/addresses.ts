import { LinkifyIt } from 'linkify-it';

/** Finds addresses in text, with and without a scheme. */
export const linkify = new LinkifyIt({ fuzzyEmail: true, fuzzyLink: true, fuzzyIP: false });

const OPENED_OUTSIDE = /^(?:https?:|mailto:)/i;

/** Whether a message may lead there: to the web or to a letter, nowhere else. */
export const mayOpen = (url: string): boolean => OPENED_OUTSIDE.test(url);
