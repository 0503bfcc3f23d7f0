import { resolve } from 'node:path';
import { type Command, commandSchema } from './admin/commands.ts';

/** The options of commands, all of which are words but for `--json`. */
export const commandOptions = {
  role: { type: 'string' },
  uses: { type: 'string' },
  days: { type: 'string' },
  conversation: { type: 'string', multiple: true },
  act: { type: 'string' },
  actor: { type: 'string' },
  user: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Values = {
  [N in keyof typeof commandOptions]?: N extends 'json'
    ? boolean
    : N extends 'conversation'
      ? string[]
      : string;
};

/** What each command takes: the word that follows it, and options. */
const COMMANDS: Record<Command['command'], { word?: 'id' | 'name' | 'file'; options?: (keyof Values)[] }> = {
  'invite create': { options: ['role', 'uses', 'days', 'conversation'] },
  'invite list': {},
  'invite revoke': { word: 'id' },
  'user list': {},
  'user promote': { word: 'name' },
  'user demote': { word: 'name' },
  'user deactivate': { word: 'name' },
  'user reactivate': { word: 'name' },
  'user ban': { word: 'name' },
  'user reset-password': { word: 'name' },
  'token create': { word: 'name' },
  'token list': {},
  'token revoke': { word: 'id' },
  backup: { word: 'file' },
  audit: { options: ['act', 'actor', 'user', 'since', 'until', 'json'] },
};

/** How each option is read, where it is not taken as it is written. */
const READ: { [N in keyof Values]?: (text: string) => unknown } = {
  uses: Number,
  days: Number,
  since: Date.parse,
  until: Date.parse,
};

export const COMMANDS_USAGE = `
       npm run server -- invite create [--role member|guest|admin] [--uses N] [--days N] [--conversation ID|NAME ...]
       npm run server -- invite list | invite revoke ID
       npm run server -- user list | user promote|demote|deactivate|reactivate|ban|reset-password NAME
       npm run server -- token create NAME | token list | token revoke ID
       npm run server -- backup FILE | restore FILE [--replace]
       npm run server -- audit [--act ACT] [--actor NAME] [--user NAME] [--since TIME] [--until TIME] [--json]`;

/**
 * Reads a command off the words of a command line; `undefined` where they name none. `complain` is told what is wrong with
 * one, in words for people, and throws.
 */
export function readCommand(
  words: readonly string[],
  values: Values,
  complain: (message: string) => never,
): Command | undefined {
  const name = Object.keys(COMMANDS).find((one) => one === words.slice(0, one.split(' ').length).join(' '));
  if (name === undefined) {
    const stray = Object.keys(commandOptions).find((one) => values[one as keyof Values] !== undefined);
    if (words.length === 0 && stray !== undefined) complain(`--${stray} is of a command.`);
    return undefined;
  }
  const { word, options = [] } = COMMANDS[name as Command['command']];
  const [given, ...more] = words.slice(name.split(' ').length);
  if (word !== undefined && given === undefined) complain(`"${name}" wants the ${word} of what is meant.`);
  if (more.length > 0 || (word === undefined && given !== undefined))
    complain(`"${name}" does not take "${more[0] ?? given}".`);
  const command: Record<string, unknown> = { command: name };
  // A running server has a folder of its own, in which the file would be another one.
  if (word !== undefined) command[word] = word === 'file' ? resolve(given ?? '') : given;
  for (const option of Object.keys(commandOptions) as (keyof Values)[]) {
    const value = values[option];
    if (value === undefined) continue;
    if (!options.includes(option)) complain(`"${name}" does not take --${option}.`);
    command[option] = READ[option]?.(String(value)) ?? value;
  }
  const parsed = commandSchema.safeParse(command);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = String(issue?.path[0] ?? '');
  const named = at === word ? `The ${at} "${given}"` : `--${at} "${String(values[at as keyof Values])}"`;
  return complain(`${named} will not do: ${issue?.message ?? 'it is wrong'}.`);
}
