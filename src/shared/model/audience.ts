import type { Conversation } from './conversation.ts';
import type { EntryValue } from './entry.ts';
import type { UserId } from './ids.ts';
import type { Message } from './message.ts';
import { isAdmin, type Role } from './user.ts';

export type Audience = NonNullable<Message['audience']>;

/** Names that nobody may have, since they mean more than one person. */
export const audienceNames = ['here', 'everyone'] as const satisfies Audience[];

/** A fenced block, also one that is never closed, and code within a line. */
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]+`/g;
const AUDIENCE = /(?<![\p{L}\p{N}_@.+-])@(here|everyone)(?![\p{L}\p{N}_@-]|\.[\p{L}\p{N}])/giu;

/** Whom a text calls besides people by name, outside of code; the wider one where it calls both. */
export function calledAudience(text: string): Audience | undefined {
  // Most texts call nobody: those are not worth looking through.
  if (!text.includes('@')) return undefined;
  let called: Audience | undefined;
  for (const [, name = ''] of text.replace(CODE, ' ').matchAll(AUDIENCE)) {
    if (name.toLowerCase() === 'everyone') return 'everyone';
    called = 'here';
  }
  return called;
}

/** Whether a member may call everyone of a conversation: in a channel its owners and moderators and the space's admins. */
export const mayCallAudience = (
  { kind, createdBy }: Pick<Conversation, 'kind' | 'createdBy'>,
  person: { id: UserId; role: Role; roleHere: EntryValue<'role'> | undefined },
): boolean =>
  kind !== 'channel' || createdBy === person.id || person.roleHere !== undefined || isAdmin(person.role);
