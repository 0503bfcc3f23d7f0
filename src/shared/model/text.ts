import { z } from 'zod';

/** The longest text of a message, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 20_000;

/** Control characters (Unicode category Cc) other than tab, line feed and carriage return. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const FORBIDDEN_IN_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const FORBIDDEN_IN_LINE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** The text of a message: kept exactly as sent, so nothing here trims or normalises. */
export const messageTextSchema = z
  .string()
  .max(MAX_TEXT_LENGTH)
  .refine((text) => text.trim() !== '', 'must not be empty or only white space')
  .refine((text) => !FORBIDDEN_IN_TEXT.test(text), 'must not contain control characters')
  .refine((text) => text.isWellFormed(), 'must not contain lone surrogates');

/** A single line people read as a name: no control characters, no white space at its ends. */
export const lineSchema = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .refine((line) => line === line.trim(), 'must not begin or end with white space')
    .refine((line) => !FORBIDDEN_IN_LINE.test(line), 'must not contain control characters')
    .refine((line) => line.isWellFormed(), 'must not contain lone surrogates');

/** Characters that show nothing, or only change what stands around them, such as the direction it is written in. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\u2800]/u;
/** More marks on one letter than any language puts there (UTS #39 §5.4). */
const PILED = /[\p{Mn}\p{Me}]{5}/u;
const EMOJI = /\p{RGI_Emoji}/gv;
/** Scripts whose words are spelt with joiners (UAX #31 §2.3). */
const JOINING =
  '\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}\\p{scx=Gujr}\\p{scx=Orya}\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Khmr}';
const JOINER = new RegExp(`(?<=[${JOINING}])[\u200c\u200d](?=[${JOINING}])`, 'gu');

/** Whether people see all of a name: joiners where words and emoji are spelt with them are no trick. */
const isSeen = (name: string): boolean => !UNSEEN.test(name.replace(EMOJI, '').replace(JOINER, ''));

/** A line that somebody or something goes by: as what is seen is all that there is, none hides behind another's. */
const nameSchema = (maxLength: number) =>
  lineSchema(maxLength)
    .refine(isSeen, 'must not contain characters that cannot be seen')
    .refine((name) => !PILED.test(name), 'must not pile marks on a letter');

/** A name on its way down or at rest: what was let in by an earlier version is a name all the same. */
export const knownNameSchema = lineSchema(80);

/** What people type after `@` and at sign-in; unique in a space whatever its case. */
export const usernameSchema = z
  .string()
  .min(1)
  .max(32)
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    'must begin with a letter or digit and hold only letters, digits, ".", "_" and "-"',
  );

export const displayNameSchema = nameSchema(64);
export const spaceNameSchema = nameSchema(64);

/** A channel's name without its `#`. */
export const channelNameSchema = nameSchema(80).refine(
  (name) => !name.startsWith('#'),
  'is written without its #',
);

/** What a channel is about just now. */
export const topicSchema = lineSchema(250);

/** What a channel is for: a few lines. */
export const descriptionSchema = z
  .string()
  .max(2000)
  .refine((text) => text.trim() !== '', 'must not be empty or only white space')
  .refine((text) => !FORBIDDEN_IN_TEXT.test(text), 'must not contain control characters')
  .refine((text) => text.isWellFormed(), 'must not contain lone surrogates');

/** The longest draft that follows its person to other devices, in UTF-16 units: room for two texts that met. */
export const MAX_DRAFT_LENGTH = 40_000;

/** What is half written: anything at all, but for what could not be sent over a wire as it is. */
export const draftTextSchema = z
  .string()
  .max(MAX_DRAFT_LENGTH)
  .refine((text) => text.isWellFormed(), 'must not contain lone surrogates');

/** What someone does in the team. */
export const titleSchema = lineSchema(80);
/** What someone says of themselves for a while: *on holiday*. */
export const statusTextSchema = lineSchema(100);

/** Length is what makes a password strong (NIST SP 800-63B §3.1.1.2); the upper bound keeps hashing cheap. */
export const passwordSchema = z.string().min(8).max(256);

/** Why somebody reports, or shuts out: for few to read. */
export const reasonSchema = z
  .string()
  .max(1000)
  .refine((text) => text.trim() !== '', 'must not be empty or only white space')
  .refine((text) => !FORBIDDEN_IN_TEXT.test(text), 'must not contain control characters')
  .refine((text) => text.isWellFormed(), 'must not contain lone surrogates');

/** What a notification says below its title; it may say nothing. */
export const notificationBodySchema = z
  .string()
  .max(2000)
  .refine((text) => !FORBIDDEN_IN_TEXT.test(text), 'must not contain control characters')
  .refine((text) => text.isWellFormed(), 'must not contain lone surrogates');
