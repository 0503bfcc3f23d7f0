import { Worker } from 'node:worker_threads';
import type { HostingView } from '../../shared/ipc/views.ts';
import type { BackupsState } from '../../shared/model/backup.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { Pin } from '../../shared/model/trust.ts';
import { RestoreError } from './lookAtBackups.ts';
import {
  type FromHost,
  fromHostSchema,
  type HostWorkerData,
  type Restored,
  type ToHost,
} from './messages.ts';

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
  /** What was put back as it started; `null` where nothing was to be. */
  restored: Restored | null;
  /** Makes a backup now; the listener is told what comes of it. */
  backUp(): void;
  /** Backs up into this folder from now on. */
  backUpInto(folder: string): void;
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
  /** How its backups stand has changed. */
  onBackups(state: BackupsState): void;
};

/** Starts a server in a new thread. Rejects with `HostError`, or `RestoreError` where a backup was to be put back first. */
export async function startHost(
  workerPath: string,
  data: HostWorkerData,
  { onCrashed, onCertificate, onBackups }: HostListener,
): Promise<RunningHost> {
  const worker = new Worker(workerPath, { workerData: data });
  worker.on('message', (raw: unknown) => {
    const message = fromHostSchema.parse(raw);
    if (message.type === 'renewed') onCertificate(message.certificate);
    if (message.type === 'backups') onBackups(message.state);
  });
  const answer = () => nextAnswer(worker);
  const first = await answer().catch((error: unknown) => {
    throw new HostError('crashed', error instanceof Error ? error.message : String(error));
  });
  if (first.type !== 'ready') {
    await worker.terminate();
    if (first.type === 'notRestored') throw new RestoreError(first.reason, first.message);
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

  const tell = (message: ToHost): void => worker.postMessage(message);
  const { port, spaceId, pin, certificate, restored } = first;
  return {
    ...{ port, spaceId, pin, certificate, restored },
    backUp: () => tell({ type: 'backUp' }),
    backUpInto: (folder) => tell({ type: 'backUpInto', folder }),
    lookUpAddresses: () => tell({ type: 'lookUpAddresses' }),
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

type Answer = Exclude<FromHost, { type: 'renewed' | 'backups' }>;
const isAnswer = (message: FromHost): message is Answer =>
  message.type !== 'renewed' && message.type !== 'backups';

/** What the thread says next that it was asked for; rejects when it breaks instead. */
function nextAnswer(worker: Worker): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      worker.off('message', heard).off('error', reject);
      finish();
    };
    const heard = (raw: unknown) => {
      const message = fromHostSchema.parse(raw);
      if (isAnswer(message)) settle(() => resolve(message));
    };
    worker.on('message', heard).once('error', reject);
  });
}
