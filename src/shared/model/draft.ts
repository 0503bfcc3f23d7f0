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
 * kept: the other's, and under it the lines written here that it lacks. Where one text goes on from the other, it is both.
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
  if (goesOn(other, own)) return other;
  if (goesOn(own, other)) return own;
  const known = new Set([...base.split('\n'), ...other.split('\n')]);
  const merged = [other];
  let gap: string[] = [];
  for (const line of own.split('\n')) {
    // Empty lines stay between what they stand between.
    if (line.trim() === '') gap.push(line);
    else {
      if (!known.has(line)) merged.push(...(merged.length > 1 ? gap : []), line);
      gap = [];
    }
  }
  return merged.join('\n');
}

/** Whether a text is another one and more, from a whole word on. */
const goesOn = (text: string, from: string): boolean =>
  text.startsWith(from) && !/^[\p{L}\p{M}\p{N}]/u.test(from === '' ? '' : text.slice(from.length));

/** Whether bringing two changes together left neither as it was: a person may want to look at it. */
export const isMixed = (merged: DraftContent, own: DraftContent, other: DraftContent): boolean =>
  merged.text !== own.text && merged.text !== other.text;
