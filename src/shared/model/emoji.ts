import { z } from 'zod';

/** One emoji as people see it: a sequence that Unicode recommends for general interchange (UTS #51, RGI). */
const EMOJI = /^\p{RGI_Emoji}$/v;

/** An emoji on its way down or at rest: a newer one than this runtime's Unicode knows is an emoji all the same. */
export const knownEmojiSchema = z.string().min(1).max(64);

/** An emoji that somebody sets here and now. */
export const emojiSchema = knownEmojiSchema.refine((text) => EMOJI.test(text), 'must be one emoji');
