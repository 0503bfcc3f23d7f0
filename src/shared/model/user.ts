import { z } from 'zod';
import { knownEmojiSchema } from './emoji.ts';
import { timestampSchema, userIdSchema } from './ids.ts';
import { knownNameSchema, statusTextSchema, titleSchema, usernameSchema } from './text.ts';

/** What a person may do in a space; each role may do all that those after it may. */
export const roleSchema = z.enum(['owner', 'admin', 'member', 'guest']);
export type Role = z.infer<typeof roleSchema>;

/** An IANA time zone such as `Europe/Helsinki`, as far as this runtime knows it. */
export const timeZoneSchema = z.string().max(64).refine(isTimeZone, 'must be the name of a time zone');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** What a person says of themselves until it expires, for those who show it to look at. */
export const statusSchema = z.object({
  emoji: knownEmojiSchema.optional(),
  text: statusTextSchema,
  expiresAt: timestampSchema.nullable(),
});
export type Status = z.infer<typeof statusSchema>;

/** Whether a person may come in: `deactivated` is for now, `banned` for good; both can be taken back. */
export const userStateSchema = z.enum(['active', 'deactivated', 'banned']);
export type UserState = z.infer<typeof userStateSchema>;

/** What is said of only some people, most of it by themselves. */
export const userExtras = {
  /** Left out of who is active. */
  state: userStateSchema.exclude(['active']).optional(),
  /** Whether their name can be taken for that of somebody who was here before: it is shown with what they are mentioned by. */
  resembles: z.literal(true).optional(),
  title: titleSchema.optional(),
  /** Unparsed on the way down: an older runtime may not know a newer zone. */
  timeZone: z.string().optional(),
  status: statusSchema.optional(),
};

/** A person in a space, as every member sees them. */
export const userSchema = z.object({
  id: userIdSchema,
  username: usernameSchema,
  displayName: knownNameSchema,
  role: roleSchema,
  createdAt: timestampSchema,
  ...userExtras,
});
export type User = z.infer<typeof userSchema>;

/** Whether a person may come in. */
export const isActive = (user: Pick<User, 'state'>): boolean => user.state === undefined;

/** Whether a role includes an admin's powers, such as deleting what others wrote. */
export const isAdmin = (role: Role): boolean => role === 'owner' || role === 'admin';
