/** Why a backup could not be made or put back, in one line for people. What was there before is as it was. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}
