import { Worker } from 'node:worker_threads';
import type { HostingView } from '../../shared/ipc/views.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { Pin } from '../../shared/model/trust.ts';
import { type FromHost, fromHostSchema, type HostWorkerData, type ToHost } from './messages.ts';

type Failure = Extract<HostingView, { status: 'failed' }>['code'];

/** Why a hosted space's server could not start; `message` is for people. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly code: Failure;
  constructor(code: Failure, message: string) {
    super(message);
    this.code = code;
  }
}

/** A server that runs in a thread of this app. */
export type RunningHost = {
  port: number;
  spaceId: SpaceId;
  /** Its public key; `null` where it speaks plain HTTP. */
  pin: Pin | null;
  /** The SHA-256 of its certificate as it started; `null` likewise. */
  certificate: string | null;
  /** This computer may have other addresses than before, which its certificate is to name. */
  lookUpAddresses(): void;
  /** How many sockets are connected to it now, this app's own included. */
  connections(): Promise<number>;
  /** Finishes what was accepted and ends; within `CLOSE_WITHIN_MS` whatever happens. */
  close(): Promise<void>;
};

/** A server that does not end by itself in this time is ended: what it acknowledged is on disk anyway (S2). */
const CLOSE_WITHIN_MS = 8_000;

/** What a running server tells unasked. */
export type HostListener = {
  /** It ended. */
  onCrashed(error: Error): void;
  /** Its certificate was renewed: this is the SHA-256 of the new one. */
  onCertificate(certificate: string): void;
};

/** Starts a server in a new thread. Rejects with `HostError`. */
export async function startHost(
  workerPath: string,
  data: HostWorkerData,
  { onCrashed, onCertificate }: HostListener,
): Promise<RunningHost> {
  const worker = new Worker(workerPath, { workerData: data });
  worker.on('message', (raw: unknown) => {
    const message = fromHostSchema.parse(raw);
    if (message.type === 'renewed') onCertificate(message.certificate);
  });
  const answer = () => nextAnswer(worker);
  const first = await answer().catch((error: unknown) => {
    throw new HostError('crashed', error instanceof Error ? error.message : String(error));
  });
  if (first.type !== 'ready') {
    await worker.terminate();
    if (first.type !== 'refused') throw new HostError('crashed', 'The server said nothing it should.');
    // A folder that cannot be written, or a key that is damaged, is for its owner to look at: the message says which.
    const { code, message } = first;
    throw new HostError(code === 'unwritable' || code === 'certificate' ? 'crashed' : code, message);
  }

  let closing = false;
  let crash: Error | undefined;
  worker.on('error', (error) => {
    crash = error;
  });
  worker.once('exit', (code) => {
    if (!closing) onCrashed(crash ?? new Error(`The server's thread ended with code ${code}.`));
  });
  const ask = async (message: ToHost) => {
    const answered = answer();
    worker.postMessage(message);
    return answered;
  };

  return {
    port: first.port,
    spaceId: first.spaceId,
    pin: first.pin,
    certificate: first.certificate,
    lookUpAddresses() {
      const message: ToHost = { type: 'lookUpAddresses' };
      worker.postMessage(message);
    },
    async connections() {
      const message = await ask({ type: 'count' });
      return message.type === 'counted' ? message.connections : 0;
    },
    async close() {
      closing = true;
      const closed = ask({ type: 'close' }).catch(() => undefined);
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, CLOSE_WITHIN_MS).unref())]);
      await worker.terminate();
    },
  };
}

/** What the thread says next that it was asked for; rejects when it breaks instead. */
function nextAnswer(worker: Worker): Promise<Exclude<FromHost, { type: 'renewed' }>> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      worker.off('message', heard).off('error', reject);
      finish();
    };
    const heard = (raw: unknown) => {
      const message = fromHostSchema.parse(raw);
      if (message.type !== 'renewed') settle(() => resolve(message));
    };
    worker.on('message', heard).once('error', reject);
  });
}
