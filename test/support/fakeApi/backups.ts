import type { AppOutput } from '../../../src/shared/ipc/contract.ts';
import type { BackupFailure, BackupFile, BackupsState } from '../../../src/shared/model/backup.ts';

export const BACKUP_FOLDER = '/home/mara/.config/Parley/backups/6f1d9c3e-5b0a-4a63-9d55-2f7d7e0c1b84';

const HOUR = 3_600_000;
const MEBIBYTE = 1024 * 1024;

/** A week of backups as they are made by themselves, newest first; the newest is some hours old. */
export const weekOfBackups = (now: number, count = 7): BackupFile[] =>
  Array.from({ length: count }, (_, index) => {
    const madeAt = Math.floor((now - (5 + 24 * index) * HOUR) / 1000) * 1000;
    return { name: `parley-${index}.sqlite`, madeAt, bytes: Math.round((41.4 - 1.3 * index) * MEBIBYTE) };
  });

/** What the chooser is answered with for a file elsewhere. */
export const fileElsewhere = (now: number): BackupFile => ({
  name: 'garden before the move.sqlite',
  madeAt: now - 40 * 24 * HOUR,
  bytes: 18 * MEBIBYTE,
});

/** The backups of the one hosted space behind the window. */
export class FakeBackups {
  kept: BackupFile[];
  folder = BACKUP_FOLDER;
  /** Why the next one cannot be made. */
  failure: BackupFailure | null = null;

  /** Whether the chosen folder cannot be read; the own one always can. */
  unreadable = false;

  constructor(kept: BackupFile[]) {
    this.kept = kept;
  }

  list(): AppOutput<'hosting:backups'> {
    const isOwn = this.folder === BACKUP_FOLDER;
    return { folder: this.folder, isOwn, kept: this.unreadable && !isOwn ? null : this.kept };
  }

  state(busy = false): BackupsState {
    const { folder, kept, failure: reason } = this;
    const failure = reason === null ? null : { reason, at: Date.now() };
    return { folder, newest: kept[0] ?? null, failure, busy };
  }

  /** One more is made, and the oldest goes; or it fails. */
  make(now: number): void {
    if (this.failure !== null) return;
    const madeAt = Math.floor(now / 1000) * 1000;
    this.kept = [{ name: `parley-${now}.sqlite`, madeAt, bytes: 42 * MEBIBYTE }, ...this.kept].slice(0, 7);
  }

  moveTo(own: boolean): void {
    this.folder = own ? BACKUP_FOLDER : '/media/mara/Archive/Parley backups';
    this.kept = [];
    this.failure = null;
  }
}
