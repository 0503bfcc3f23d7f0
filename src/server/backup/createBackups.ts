import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

/** Where a space is backed up to by itself. */
export type BackupSettings = {
  /** Made when it is missing. Best on another disk. */
  folder: string;
  everyMs: number;
  /** How many are kept; the oldest go. */
  keep: number;
};

export type BackupsOptions = {
  settings: BackupSettings;
  spaceId: SpaceId;
  backUp(path: string): Promise<void>;
  clock: Clock;
  log: Log;
  /** UTC ms of the newest backup there is, told whenever that changes. */
  onBackup(at: number): void;
};

/** The longest wait, in ms: a clock that is set, or a computer that sleeps, is noticed after this. */
const LONGEST_WAIT_MS = 60 * 60_000;
/** The wait before a backup that failed is tried again, in ms. */
const RETRY_MS = 10 * 60_000;

/** Backs a space up at its times, over restarts: what counts is how old the newest file is. */
export function createBackups({ settings, spaceId, backUp, clock, log, onBackup }: BackupsOptions) {
  const { folder, everyMs, keep } = settings;
  let callOff = () => {};
  let underWay: Promise<void> | undefined;
  let stopped = false;

  const wait = (ms: number): void => {
    if (!stopped) callOff = clock.after(Math.max(0, Math.min(ms, LONGEST_WAIT_MS)), () => void look());
  };

  /** Those of this space, oldest first. Other files of the folder are none of ours. */
  async function made(): Promise<{ name: string; at: number }[]> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const found = (await readdir(folder)).map((name) => ({ name, at: timeOf(name, spaceId) }));
    return found.filter(({ at }) => !Number.isNaN(at)).sort((a, b) => a.at - b.at);
  }

  async function backUpIfDue(): Promise<number> {
    const now = clock.now();
    // One of the future was made by a clock that was wrong: it counts as none, and is left alone.
    const newest = (await made()).filter(({ at }) => at <= now).at(-1)?.at;
    if (newest !== undefined) onBackup(newest);
    const age = newest === undefined ? Number.POSITIVE_INFINITY : now - newest;
    if (age < everyMs) return everyMs - age;
    const path = join(folder, nameOf(spaceId, now));
    await backUp(path);
    log.info({ path }, 'The space was backed up.');
    onBackup(now);
    const kept = (await made()).filter(({ at }) => at <= now);
    for (const { name } of kept.slice(0, Math.max(0, kept.length - keep))) await rm(join(folder, name));
    return everyMs;
  }

  /** What a server left behind that was killed while it made one. */
  async function removeHalves(): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder))
      if (name.startsWith(`parley-${spaceId}-`) && name.includes('.sqlite.part'))
        await rm(join(folder, name));
  }

  function look(): Promise<void> {
    const looked = backUpIfDue()
      .then(wait, (error: unknown) => {
        log.error({ err: error, folder }, 'The space could not be backed up.');
        wait(RETRY_MS);
      })
      .finally(() => {
        if (underWay === looked) underWay = undefined;
      });
    underWay = looked;
    return looked;
  }

  return {
    /** Looks at once whether a backup is due, and then at its time. */
    begin(): void {
      underWay = removeHalves()
        .catch((error: unknown) => log.error({ err: error, folder }, 'Half a backup could not be removed.'))
        .then(look);
    },
    /** Resolves when one that is being made is made, or could not be. */
    settled: async (): Promise<void> => underWay,
    /** Nothing begins any more; resolves when one that is being made is made. */
    async stop(): Promise<void> {
      stopped = true;
      callOff();
      await underWay;
    },
  };
}

/** `parley-<space>-20260131T120000Z.sqlite`: names sort by time. */
const nameOf = (spaceId: SpaceId, at: number): string =>
  `parley-${spaceId}-${new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')}.sqlite`;

function timeOf(name: string, spaceId: SpaceId): number {
  const [, stamp = ''] = /^parley-.*-(\d{8}T\d{6}Z)\.sqlite$/.exec(name) ?? [];
  if (name !== `parley-${spaceId}-${stamp}.sqlite`) return Number.NaN;
  return Date.parse(stamp.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
}
