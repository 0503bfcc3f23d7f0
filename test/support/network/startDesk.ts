import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import type { NetworkHost } from './createNetwork.ts';
import type { DeskCalls } from './desk.process.ts';

const script = join(import.meta.dirname, 'desk.process.ts');
const answerSchema = z.object({
  id: z.int(),
  ok: z.boolean(),
  data: z.unknown().optional(),
  error: z.string().optional(),
});

/** A desktop app on a computer of the network; every call is answered by the process it runs in. */
export type Desk = {
  [N in keyof DeskCalls]: (...args: Parameters<DeskCalls[N]>) => ReturnType<DeskCalls[N]>;
} & {
  /** What it has written to its log. */
  output(): string;
  /** Ends the process. */
  end(): Promise<void>;
};

export async function startDesk(host: NetworkHost, folders: { data: string; web: string }): Promise<Desk> {
  const [command, ...args] = host.command;
  const child = spawn(command, [...args, process.execPath, script, folders.data, folders.web], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => written.push(String(chunk)));
  const output = () => written.join('');
  const waiting = new Map<number, { resolve(data: unknown): void; reject(error: Error): void }>();
  let calls = 0;

  child.on('message', (message) => {
    const { id, ok, data, error } = answerSchema.parse(message);
    const caller = waiting.get(id);
    waiting.delete(id);
    if (ok) caller?.resolve(data);
    else caller?.reject(new Error(error));
  });
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`The desk ended (${code}).\n${output()}`));
    waiting.clear();
  });
  await new Promise((resolve, reject) => waiting.set(0, { resolve, reject }));

  const call = (name: string, ...input: unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++calls;
      waiting.set(id, { resolve, reject });
      child.send({ id, name, args: input });
    });
  const own = {
    output,
    async end(): Promise<void> {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
  // The calls are those of the process, whose types are looked up there.
  return new Proxy(own as Desk, {
    get: (known, name: string) =>
      name in known || name === 'then'
        ? Reflect.get(known, name)
        : (...input: unknown[]) => call(name, ...input),
  });
}
