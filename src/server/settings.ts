import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type LimitSettings, limitSettingsSchema } from './limits.ts';

/** How much is logged: each level with all that come before it. */
export const logLevelSchema = z.enum(['silent', 'error', 'warn', 'info', 'debug']);
export type LogLevel = z.infer<typeof logLevelSchema>;

/** An origin as browsers write it (https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin): no path, no slash. */
const originSchema = z.string().refine(isOrigin, 'must be like https://chat.example.org');

function isOrigin(text: string): boolean {
  try {
    const { protocol, origin } = new URL(text);
    return origin === text && /^https?:$/.test(protocol);
  } catch {
    return false;
  }
}

/** Origins in one text, with commas between them. Throws an error with words for people. */
export function parseOrigins(text: string): string[] {
  const origins = text.split(',').map((origin) => origin.trim());
  for (const origin of origins)
    if (!originSchema.safeParse(origin).success)
      throw new Error(`"${origin}" is not an origin: give it as https://chat.example.org.`);
  return origins;
}

/** The limits that a JSON file sets. Throws an error with words for people, which names the file. */
export function readLimits(path: string): LimitSettings {
  const parsed = limitSettingsSchema.safeParse(parseJson(path));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new Error(`${path}: ${where === '' ? '' : `${where}: `}${issue?.message ?? 'is not understood'}`);
}

function parseJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${path} is not JSON.`);
  }
}
