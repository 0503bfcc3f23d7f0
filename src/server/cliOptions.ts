import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { spaceNameSchema } from '../shared/model/text.ts';
import type { Registration } from '../shared/protocol/http.ts';
import { DEFAULT_PORT } from '../shared/protocol/version.ts';
import type { Command } from './admin/commands.ts';
import type { BackupSettings } from './backup/createBackups.ts';
import { COMMANDS_USAGE, commandOptions, readCommand } from './cliCommands.ts';
import type { LimitSettings } from './limits.ts';
import { type LogLevel, logLevelSchema, parseOrigins, readLimits } from './settings.ts';
import type { TlsChoice } from './tls/TlsChoice.ts';

export const USAGE = `Usage: npm run server -- [options]${COMMANDS_USAGE}

  --port PORT            where to listen (PARLEY_PORT, ${DEFAULT_PORT}; 0 takes any free one)
  --host HOST            on which address (PARLEY_HOST, 127.0.0.1; 0.0.0.0 is all of them)
  --data FOLDER          where the space is kept (PARLEY_DATA, ./data)
  --name NAME            what the space is called (PARLEY_NAME; it keeps the name it has)
  --registration MODE    "invite" or "open": who may make an account (PARLEY_REGISTRATION, invite);
                         the first account is free and owns the space
  --origins LIST         origins of pages elsewhere that may talk to it, with commas (PARLEY_ORIGINS, none)
  --web FOLDER           the built web client that it serves, or "off" (PARLEY_WEB, out/web of this project)
  --tls CHOICE           "auto": other computers reach it over TLS, with a certificate of its own;
                         "off"; or the files of a certificate and its key, as CERT,KEY (PARLEY_TLS, auto)
  --behind-proxy         a proxy on this computer says where requests come from (PARLEY_BEHIND_PROXY=1)
  --backup-folder FOLDER back it up by itself into this folder (PARLEY_BACKUP_FOLDER, off)
  --backup-hours HOURS   how often (PARLEY_BACKUP_HOURS, 24)
  --backup-keep N        of how many such spans one is kept (PARLEY_BACKUP_KEEP, 7)
  --limits FILE          a JSON file of limits that differ from the usual ones (PARLEY_LIMITS, none)
  --log-level LEVEL      "silent", "error", "warn", "info" or "debug" (PARLEY_LOG_LEVEL, info)
  --help`;

/** Where `npm run build` puts the web client. */
const BUILT_WEB_CLIENT = join(import.meta.dirname, '../../out/web');

/** What the command line asks for. */
export type CliRequest =
  | { kind: 'help' }
  | { kind: 'command'; dataFolder: string; command: Command }
  | { kind: 'restore'; dataFolder: string; file: string; replace: boolean }
  | {
      kind: 'serve';
      port: number;
      host: string;
      dataFolder: string;
      name: string | undefined;
      registration: Registration;
      origins: string[];
      behindProxy: boolean;
      tls: TlsChoice;
      /** `undefined` serves no web client. */
      webFolder: string | undefined;
      backups: BackupSettings | undefined;
      limits: LimitSettings;
      logLevel: LogLevel;
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
  origins: { type: 'string' },
  web: { type: 'string' },
  tls: { type: 'string' },
  'backup-folder': { type: 'string' },
  'backup-hours': { type: 'string' },
  'backup-keep': { type: 'string' },
  limits: { type: 'string' },
  'log-level': { type: 'string' },
} as const;
type Setting = keyof typeof options;
const allOptions = {
  ...options,
  ...commandOptions,
  'behind-proxy': { type: 'boolean' },
  replace: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the command line; what it does not say comes from the environment, then from the defaults. */
export function parseCli(args: string[], env: Record<string, string | undefined>): CliRequest {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  const setting = (name: Setting): string | undefined =>
    values[name] ?? (env[`PARLEY_${name.toUpperCase().replaceAll('-', '_')}`] || undefined);
  const dataFolder = setting('data') ?? './data';
  const restore = toRestore(positionals, dataFolder, values.replace === true);
  if (restore !== undefined) return restore;
  const command = readCommand(positionals, values, (message) => {
    throw new UsageError(`${message} --help says what there is.`);
  });
  if (command !== undefined) return { kind: 'command', dataFolder, command };
  if (positionals.length > 0)
    throw new UsageError(`There is no command "${positionals.join(' ')}"; --help says what there is.`);
  return {
    kind: 'serve',
    port: toPort(setting('port')),
    host: setting('host') ?? '127.0.0.1',
    dataFolder,
    name: toName(setting('name')),
    registration: toRegistration(setting('registration')),
    behindProxy: values['behind-proxy'] === true || env['PARLEY_BEHIND_PROXY'] === '1',
    tls: toTls(setting('tls')),
    webFolder: toWebFolder(setting('web')),
    origins: asUsage(setting('origins'), parseOrigins, []),
    backups: toBackups(setting('backup-folder'), setting('backup-hours'), setting('backup-keep')),
    limits: asUsage(setting('limits'), readLimits, {}),
    logLevel: toLogLevel(setting('log-level')),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: allOptions, allowPositionals: true });
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

/** A folder that is named must hold a web client; the usual one may not have been built. */
function toWebFolder(text: string | undefined): string | undefined {
  if (text === 'off') return undefined;
  if (text === undefined) return BUILT_WEB_CLIENT;
  if (existsSync(join(text, 'index.html'))) return text;
  throw new UsageError(`There is no web client in ${text}: --web is the folder of a built one, or "off".`);
}

function toRestore(
  [name, file, ...more]: string[],
  dataFolder: string,
  replace: boolean,
): (CliRequest & { kind: 'restore' }) | undefined {
  if (name !== 'restore') {
    if (replace) throw new UsageError('--replace is of "restore FILE".');
    return undefined;
  }
  if (file === undefined || more.length > 0)
    throw new UsageError('"restore" wants one file, made by "backup".');
  return { kind: 'restore', dataFolder, file, replace };
}

const HOUR_MS = 3_600_000;

function toBackups(
  folder: string | undefined,
  hours: string | undefined,
  keep: string | undefined,
): BackupSettings | undefined {
  if (folder === undefined) {
    if (hours ?? keep) throw new UsageError('--backup-hours and --backup-keep want --backup-folder.');
    return undefined;
  }
  const everyHours = Number(hours ?? 24);
  if (!(everyHours >= 0.1 && everyHours <= 10_000))
    throw new UsageError(`--backup-hours is a number from 0.1 to 10000, not "${hours}".`);
  const kept = Number(keep ?? 7);
  if (!Number.isInteger(kept) || kept < 1 || kept > 10_000)
    throw new UsageError(`--backup-keep is a whole number from 1 to 10000, not "${keep}".`);
  return { folder: resolve(folder), everyMs: everyHours * HOUR_MS, keep: kept };
}

function toName(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const name = spaceNameSchema.safeParse(text);
  if (!name.success)
    throw new UsageError(`The name of the space ${name.error.issues[0]?.message ?? 'is wrong'}.`);
  return name.data;
}

function toTls(text = 'auto'): TlsChoice {
  if (text === 'auto' || text === 'off') return text;
  const [certFile = '', keyFile = '', ...more] = text.split(',');
  if (certFile !== '' && keyFile !== '' && more.length === 0) return { certFile, keyFile };
  throw new UsageError(`--tls is "auto", "off" or CERT,KEY: two files in PEM. "${text}" is none of them.`);
}

function toRegistration(text: string | undefined): Registration {
  if (text === undefined) return 'invite';
  if (text === 'open' || text === 'invite') return text;
  throw new UsageError(`--registration is "open" or "invite", not "${text}".`);
}

/** What a setting says, its faults told as those of the command line. */
function asUsage<T>(text: string | undefined, read: (text: string) => T, none: T): T {
  if (text === undefined) return none;
  try {
    return read(text);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function toLogLevel(text: string | undefined): LogLevel {
  const level = logLevelSchema.safeParse(text ?? 'info');
  if (level.success) return level.data;
  throw new UsageError(`--log-level is one of ${logLevelSchema.options.join(', ')}, not "${text}".`);
}
