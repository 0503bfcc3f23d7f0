import { z } from 'zod';
import { messageIdSchema, type Seq } from './ids.ts';

/**
 * What is half written in a conversation: its text and the message it is to answer. Longer texts than the wire takes
 * are kept on their computer and do not follow.
 */
export const draftContentSchema = z.object({ text: z.string(), replyTo: messageIdSchema.nullable() });
export type DraftContent = z.infer<typeof draftContentSchema>;

/** A draft as the server has it; revision 0 is that of none. */
export type DraftBase = DraftContent & { revision: Seq };

export const noDraft: DraftContent = { text: '', replyTo: null };

export const sameDraft = (one: DraftContent, other: DraftContent): boolean =>
  one.text === other.text && one.replyTo === other.replyTo;

/**
 * Brings two changes of one draft together. What only one of them changed is taken; where both wrote, both texts are
 * kept: the other's, and under it the lines written here that it lacks. A text that holds the other one whole is both.
 *
 * @param base what both began with
 * @param own what was made of it here
 * @param other what was made of it elsewhere
 */
export function mergeDrafts(base: DraftContent, own: DraftContent, other: DraftContent): DraftContent {
  return {
    text: mergeTexts(base.text, own.text, other.text),
    replyTo: own.replyTo === base.replyTo ? other.replyTo : own.replyTo,
  };
}

function mergeTexts(base: string, own: string, other: string): string {
  if (own === base) return other;
  if (other === base) return own;
  if (other.includes(own)) return other;
  if (own.includes(other)) return own;
  const known = new Set(base.split('\n'));
  const added = own.split('\n').filter((line) => !known.has(line) && !other.includes(line));
  return [other, ...added].join('\n');
}

/** Whether bringing two changes together left neither as it was: a person may want to look at it. */
export const isMixed = (merged: DraftContent, own: DraftContent, other: DraftContent): boolean =>
  merged.text !== own.text && merged.text !== other.text;
