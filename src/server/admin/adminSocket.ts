import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { parseUntrusted } from '../../shared/model/parseUntrusted.ts';
import { claimAdminPath, findAdminPath } from './adminPath.ts';
import { type Command, type CommandResult, commandResultSchema, commandSchema } from './commands.ts';

const MAX_COMMAND_BYTES = 64 * 1024;
/** An answer may be a whole list. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export type AdminSocket = { close(): Promise<void> };

/**
 * Takes commands from this computer, for the folder's owner only: one JSON line asks, one answers.
 * Rejects when the system gives no socket; a server can do without.
 */
export async function openAdminSocket(
  folder: string,
  run: (command: Command) => Promise<CommandResult>,
): Promise<AdminSocket> {
  const { path, release } = claimAdminPath(folder);
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    serve(socket, run).catch(() => socket.destroy());
  });
  try {
    server.listen(path);
    await once(server, 'listening');
  } catch (error) {
    release();
    throw error;
  }
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  return {
    async close() {
      await new Promise((resolve) => server.close(resolve));
      release();
    },
  };
}

async function serve(socket: Socket, run: (command: Command) => Promise<CommandResult>): Promise<void> {
  const command = parseUntrusted(commandSchema, JSON.parse(await readLine(socket, MAX_COMMAND_BYTES)));
  const result = command.success
    ? await run(command.data)
    : { ok: false as const, message: 'This server does not know that command.' };
  socket.end(`${JSON.stringify(result)}\n`);
}

/** Asks the running server of a folder; `undefined` when none answers there. */
export async function askServer(folder: string, command: Command): Promise<CommandResult | undefined> {
  const socket = createConnection(findAdminPath(folder));
  try {
    await once(socket, 'connect');
  } catch {
    socket.destroy();
    return undefined;
  }
  socket.write(`${JSON.stringify(command)}\n`);
  return commandResultSchema.parse(JSON.parse(await readLine(socket, MAX_ANSWER_BYTES)));
}

/** The first line that comes; rejects when the other side goes or talks too long. */
function readLine(socket: Socket, maxLength: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const fail = () => reject(new Error('The other side said nothing that makes sense.'));
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      const searched = text.length;
      text += String(chunk);
      const end = text.indexOf('\n', searched);
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > maxLength) fail();
    });
    socket.on('error', fail);
    socket.on('close', fail);
  });
}
