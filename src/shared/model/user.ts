import { z } from 'zod';
import { timestampSchema, userIdSchema } from './ids.ts';
import { displayNameSchema, usernameSchema } from './text.ts';

/** What a person may do in a space; each role may do all that those after it may. */
export const roleSchema = z.enum(['owner', 'admin', 'member', 'guest']);
export type Role = z.infer<typeof roleSchema>;

/** A person in a space, as every member sees them. */
export const userSchema = z.object({
  id: userIdSchema,
  username: usernameSchema,
  displayName: displayNameSchema,
  role: roleSchema,
  createdAt: timestampSchema,
});
export type User = z.infer<typeof userSchema>;

/** Whether a role includes an admin's powers, such as deleting what others wrote. */
export const isAdmin = (role: Role): boolean => role === 'owner' || role === 'admin';
