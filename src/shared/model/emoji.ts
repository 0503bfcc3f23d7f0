import { z } from 'zod';

/** One emoji as people see it: a sequence that Unicode recommends for general interchange (UTS #51, RGI). */
const EMOJI = /^\p{RGI_Emoji}$/v;

export const emojiSchema = z
  .string()
  .min(1)
  .max(64)
  .refine((text) => EMOJI.test(text), 'must be one emoji');
