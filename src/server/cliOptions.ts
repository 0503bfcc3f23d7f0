import { parseArgs } from 'node:util';
import { spaceNameSchema } from '../shared/model/text.ts';
import { DEFAULT_PORT } from '../shared/protocol/version.ts';
import type { Registration } from './auth/createAuth.ts';

export const USAGE = `Usage: npm run server -- [options]
       npm run server -- invite create [--data FOLDER]

  --port PORT            where to listen (PARLEY_PORT, ${DEFAULT_PORT}; 0 takes any free one)
  --host HOST            on which address (PARLEY_HOST, 127.0.0.1; 0.0.0.0 is all of them)
  --data FOLDER          where the space is kept (PARLEY_DATA, ./data)
  --name NAME            what the space is called (PARLEY_NAME; it keeps the name it has)
  --registration MODE    "invite" or "open": who may make an account (PARLEY_REGISTRATION, invite);
                         the first account is free and owns the space
  --help`;

/** What the command line asks for. */
export type CliRequest =
  | { kind: 'help' }
  | { kind: 'invite'; dataFolder: string }
  | {
      kind: 'serve';
      port: number;
      host: string;
      dataFolder: string;
      name: string | undefined;
      registration: Registration;
    };

/** What is wrong with the command line, in one line for people. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const options = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  name: { type: 'string' },
  registration: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the command line; what it does not say comes from the environment, then from the defaults. */
export function parseCli(args: string[], env: Record<string, string | undefined>): CliRequest {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  const setting = (name: Exclude<keyof typeof options, 'help'>): string | undefined =>
    values[name] ?? (env[`PARLEY_${name.toUpperCase()}`] || undefined);
  const dataFolder = setting('data') ?? './data';
  const command = positionals.join(' ');
  if (command === 'invite create') return { kind: 'invite', dataFolder };
  if (command !== '') throw new UsageError(`There is no command "${command}"; --help says what there is.`);
  return {
    kind: 'serve',
    port: toPort(setting('port')),
    host: setting('host') ?? '127.0.0.1',
    dataFolder,
    name: toName(setting('name')),
    registration: toRegistration(setting('registration')),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    // Node's words name the option; the hint about "--" that follows them is of no use here.
    const [words = ''] = String(error instanceof Error ? error.message : error).split('. To specify');
    throw new UsageError(`${words}; --help says what there is.`);
  }
}

function toPort(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new UsageError(`"${text}" is not a port: 0 to 65535.`);
  return port;
}

function toName(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const name = spaceNameSchema.safeParse(text);
  if (!name.success)
    throw new UsageError(`The name of the space ${name.error.issues[0]?.message ?? 'is wrong'}.`);
  return name.data;
}

function toRegistration(text: string | undefined): Registration {
  if (text === undefined) return 'invite';
  if (text === 'open' || text === 'invite') return text;
  throw new UsageError(`--registration is "open" or "invite", not "${text}".`);
}
