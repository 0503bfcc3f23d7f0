import { parentPort, workerData } from 'node:worker_threads';
import { BackupError, failureOf, keptBackups, readBackup } from '../../server/startServer.ts';
import type { BackupsQuestion, FromBackups } from './messages.ts';

/** The thread that looks at the backups of a space, whose server may not run: reading a file may take a while. */
const say = (message: FromBackups): void => parentPort?.postMessage(message);
const question = workerData as BackupsQuestion;

/** Newest first; none where there is no such folder, which may be on a disk that is not connected. */
async function kept({ folder, spaceId }: Extract<BackupsQuestion, { type: 'kept' }>) {
  const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';
  const files = await keptBackups(folder, spaceId).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return files.reverse();
}

try {
  const files =
    question.type === 'kept' ? await kept(question) : [readBackup(question.path, question.spaceId)];
  say({ type: 'found', files });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof BackupError) && failureOf(error) === 'failed') throw error;
  say({ type: 'failed', reason: failureOf(error), message });
}
