import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { BackupFailure, BackupFile } from '../../shared/model/backup.ts';
import { type BackupsQuestion, fromBackupsSchema } from './messages.ts';

/** Why a backup could not be read or put back; `message` is for logs. The space is as it was. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError';
  readonly reason: BackupFailure;
  constructor(reason: BackupFailure, message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Which backups of a space a folder holds, newest first, or what a file is that is taken for one: asked in a thread of its own.
 * `workerPath` is the file of `backups.worker.ts`. Rejects with `RestoreError`.
 */
export async function lookAtBackups(workerPath: string, question: BackupsQuestion): Promise<BackupFile[]> {
  const worker = new Worker(workerPath, { workerData: question });
  try {
    const [raw] = await once(worker, 'message');
    const answer = fromBackupsSchema.parse(raw);
    if (answer.type === 'failed') throw new RestoreError(answer.reason, answer.message);
    return answer.files;
  } finally {
    await worker.terminate();
  }
}
