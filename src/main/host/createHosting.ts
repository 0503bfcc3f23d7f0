import type { Log } from '../../client/app/Log.ts';
import type { Clock } from '../../client/clock.ts';
import type { HostingView } from '../../shared/ipc/views.ts';
import type { BackupsState } from '../../shared/model/backup.ts';
import { DEFAULT_PORT } from '../../shared/protocol/version.ts';
import { RestoreError } from './lookAtBackups.ts';
import type { Restored } from './messages.ts';
import { HostError, type HostListener, type RunningHost } from './startHost.ts';

/** Ports tried in turn when a free one is looked for. */
const PORTS_TRIED = 100;
/** A server that ran this long before it crashed is started again by itself; one that crashes at once is shown. */
const STEADY_MS = 10_000;

export type HostingOptions = {
  /**
   * Starts the server on a port, from the backup in a file where one is given; rejects with `HostError`, or with `RestoreError`
   * where that could not be put back.
   */
  start(port: number, listener: HostListener, backup?: string): Promise<RunningHost>;
  /** Where others reach this computer. */
  addresses(port: number): string[];
  clock: Clock;
  log: Log;
  onChange(view: HostingView): void;
};

export type Hosting = ReturnType<typeof createHosting>;

/** One hosted space's server over its life: starting, running, failed, and running again. */
export function createHosting({ start, addresses, clock, log, onChange }: HostingOptions) {
  let view: HostingView = { status: 'starting' };
  let host: RunningHost | undefined;
  let starting: Promise<number> | undefined;
  let closed = false;
  let backups: BackupsState | null = null;

  /** Resolves once what starts has started or failed; whoever waited looks again then, since another may have begun. */
  const settled = async (): Promise<unknown> => starting?.catch(() => undefined);

  /** What is done until `work` ends waits for it. */
  function begin(work: Promise<number>): Promise<number> {
    const begun = work.finally(() => {
      if (starting === begun) starting = undefined;
    });
    starting = begun;
    return begun;
  }

  function show(next: HostingView): void {
    view = next;
    onChange(next);
  }

  function heardOfBackups(state: BackupsState): void {
    backups = state;
    if (view.status === 'running') show({ ...view, backups });
  }

  async function run(port: number, backup?: string): Promise<number> {
    show({ status: 'starting' });
    backups = null;
    const startedAt = clock.now();
    try {
      const listener: HostListener = {
        onCrashed: (error) => crashed(error, port, startedAt),
        onCertificate: (certificate) => view.status === 'running' && show({ ...view, certificate }),
        onBackups: heardOfBackups,
      };
      host = await start(port, listener, backup);
    } catch (error) {
      // Whoever put it back starts it as it was.
      if (error instanceof RestoreError) throw error;
      const code = error instanceof HostError ? error.code : 'crashed';
      show({ status: 'failed', code, message: error instanceof Error ? error.message : String(error), port });
      throw error;
    }
    if (closed) await host.close();
    const { pin, certificate } = host;
    const at = { port: host.port, addresses: addresses(host.port) };
    show({ status: 'running', ...at, pin, certificate, backups });
    return host.port;
  }

  function crashed(error: Error, port: number, startedAt: number): void {
    host = undefined;
    log.error('a hosted server crashed', error);
    if (clock.now() - startedAt >= STEADY_MS)
      begin(run(port)).catch((again) => log.error('it did not start again', again));
    else show({ status: 'failed', code: 'crashed', message: 'The server stopped unexpectedly.', port });
  }

  async function runOnFreePort(from: number): Promise<number> {
    for (let port = from; ; port += 1)
      try {
        return await run(port);
      } catch (error) {
        const taken = error instanceof HostError && error.code === 'port_taken';
        if (!taken || port + 1 >= from + PORTS_TRIED) throw error;
      }
  }

  /** Not seen by the compiler to change while something is waited for. */
  const running = (): RunningHost | undefined => host;

  return {
    view: (): HostingView => view,
    /** The server while it runs. */
    running,

    /**
     * Starts on `port`, or with `null` on the next free one from Parley's own on, and answers with the one it
     * got; does nothing while it runs or starts. Rejects with `HostError`, which the view shows as well.
     */
    async start(port: number | null): Promise<number> {
      if (host) return host.port;
      return starting ?? begin(port === null ? runOnFreePort(DEFAULT_PORT) : run(port));
    },

    /**
     * Ends the server if it runs, and starts it on `port` from the backup in a file. Rejects with `RestoreError` where that could not be
     * put back: it goes on as it was, as far as it can. Rejects with `HostError` where it does not start from it.
     */
    async restore(backup: string, port: number): Promise<Restored> {
      while (starting !== undefined) await settled();
      const ended = host;
      host = undefined;
      show({ status: 'starting' });
      const restored = async () => {
        await ended?.close();
        try {
          return await run(port, backup);
        } catch (error) {
          if (error instanceof RestoreError)
            // What keeps it from that is shown, as it was before.
            await run(port).catch((again: unknown) => log.warn('a space is not hosted', again));
          throw error;
        }
      };
      await begin(restored());
      const from = running()?.restored;
      if (!from) throw new HostError('crashed', 'The server stopped as it was put back.');
      return from;
    },

    /** Ends the server and starts it again where it was, if it runs: it is to run differently. Rejects with `HostError`. */
    async restart(): Promise<void> {
      while (starting !== undefined) await settled();
      const ended = host;
      if (ended === undefined) return;
      host = undefined;
      const again = begin(ended.close().then(() => run(ended.port)));
      show({ status: 'starting' });
      await again;
    },

    /** Backs up into another folder from now on, or once it runs. */
    async backUpInto(folder: string): Promise<void> {
      while (starting !== undefined) await settled();
      host?.backUpInto(folder);
    },

    /** The computer's addresses may be others than before. */
    lookUpAddresses(): void {
      if (view.status !== 'running') return;
      const found = addresses(view.port);
      if (found.join() === view.addresses.join()) return;
      host?.lookUpAddresses();
      show({ ...view, addresses: found });
    },

    async close(): Promise<void> {
      closed = true;
      // One that does not start needs no closing; whoever started it is told.
      while (starting !== undefined) await settled();
      await host?.close();
      host = undefined;
    },
  };
}
