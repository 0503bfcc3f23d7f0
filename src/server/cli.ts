import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import packageJson from '../../package.json' with { type: 'json' };
import { fingerprintOf, inGroups } from '../shared/model/trust.ts';
import { DatabaseError } from '../sqlite/DatabaseError.ts';
import { askServer } from './admin/adminSocket.ts';
import { type Command, type CommandResult, runCommand } from './admin/commands.ts';
import { createPasswords, defaultPasswordCost } from './auth/createPasswords.ts';
import { newCode } from './auth/secrets.ts';
import { BackupError } from './backup/BackupError.ts';
import { restoreBackup } from './backup/restoreBackup.ts';
import { type CliRequest, parseCli, USAGE, UsageError } from './cliOptions.ts';
import { systemClock } from './clock.ts';
import { isLoopbackHost } from './loopback.ts';
import { openFolder } from './openFolder.ts';
import { type RunningServer, StartError, startServer } from './startServer.ts';

// Standard output holds what was asked for; everything else goes to standard error.
const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

type Serving = CliRequest & { kind: 'serve' };

async function serve(request: Serving) {
  const { kind: _, logLevel, ...settings } = request;
  const log = pino({ name: 'parley', level: logLevel }, pino.destination({ dest: 2, sync: true }));
  // Whoever reaches the port first would own the space: beyond this computer, which a proxy is for, only who sees this screen may.
  const isReachable = !isLoopbackHost(settings.host) || settings.behindProxy || settings.origins.length > 0;
  const setupCode = isReachable ? newCode() : undefined;
  const { version } = packageJson;
  const server = await startServer({ ...settings, setupCode, log, version });
  if (server.isNew && setupCode)
    complain(`No account yet: register the first one with the setup code ${setupCode}`);
  tellTrust(server, request);
  let finishing = false;
  const finish = () => {
    // A second signal does not wait.
    if (finishing) process.exit(1);
    finishing = true;
    server.close().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', finish).on('SIGTERM', finish);
  say(`Parley is listening on ${server.url}`);
}

/** What people compare with, or that there is nothing to compare. */
function tellTrust({ pin, certificate }: RunningServer, { host, behindProxy }: Serving): void {
  if (pin !== null && certificate !== null) {
    complain(`Its public key, SHA-256: ${fingerprintOf(pin)}`);
    complain(`Its certificate, SHA-256, as browsers show it: ${inGroups(certificate)}`);
  } else if (!isLoopbackHost(host) && !behindProxy)
    complain('Without TLS everyone on the way can read and change what is said here, passwords included.');
}

async function ask(dataFolder: string, command: Command): Promise<void> {
  const result = (await askServer(dataFolder, command)) ?? (await runOnFolder(dataFolder, command));
  if (!result.ok) throw new UsageError(result.message);
  for (const line of result.said) complain(line);
  for (const line of result.asked) say(line);
}

/** No server runs there, so the folder is opened here. */
async function runOnFolder(dataFolder: string, command: Command): Promise<CommandResult> {
  if (!existsSync(join(dataFolder, 'space.sqlite')))
    throw new UsageError(`There is no space in ${dataFolder}.`);
  const folder = openFolder(dataFolder, { clock: systemClock });
  try {
    const passwords = createPasswords(defaultPasswordCost);
    const { store, backUp } = folder;
    return await runCommand(command, { store, clock: systemClock, passwords, backUp });
  } finally {
    await folder.close();
  }
}

async function restore({ file, dataFolder, replace }: CliRequest & { kind: 'restore' }): Promise<void> {
  const restored = await restoreBackup({ path: file, folder: dataFolder, replace, now: systemClock.now() });
  if (restored.setAside !== null) complain(`The space that was there is now ${restored.setAside}`);
  complain(`The space is as it was at ${new Date(restored.madeAt).toISOString()}. Start its server.`);
}

function fail(error: unknown): void {
  const isForPeople =
    error instanceof StartError ||
    error instanceof UsageError ||
    error instanceof BackupError ||
    error instanceof DatabaseError;
  const isDamaged = error instanceof StartError && error.code === 'damaged';
  if (isDamaged) complain(`${error.message} Put a backup in its place: restore FILE --replace`);
  else if (isForPeople) complain(error.message);
  else complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const request = parseCli(process.argv.slice(2), process.env);
  if (request.kind === 'help') say(USAGE);
  else if (request.kind === 'command') await ask(request.dataFolder, request.command);
  else if (request.kind === 'restore') await restore(request);
  else await serve(request);
}

main().catch(fail);
