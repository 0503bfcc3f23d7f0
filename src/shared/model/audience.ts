import type { Message } from './message.ts';

export type Audience = NonNullable<Message['audience']>;

/** Names that nobody may have, since they mean more than one person. */
export const audienceNames = ['here', 'everyone'] as const satisfies Audience[];

/** A fenced block, also one that is never closed, and code within a line. */
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]+`/g;
/** What a text says to people: what it shows as code calls nobody. */
export const withoutCode = (text: string): string => text.replace(CODE, ' ');
const AUDIENCE = /(?<![\p{L}\p{N}_@.+-])@(here|everyone)(?![\p{L}\p{N}_@-]|\.[\p{L}\p{N}])/giu;

/** Whom a text calls besides people by name, outside of code; the wider one where it calls both. */
export function calledAudience(text: string): Audience | undefined {
  // Most texts call nobody: those are not worth looking through.
  if (!text.includes('@')) return undefined;
  let called: Audience | undefined;
  for (const [, name = ''] of withoutCode(text).matchAll(AUDIENCE)) {
    if (name.toLowerCase() === 'everyone') return 'everyone';
    called = 'here';
  }
  return called;
}
