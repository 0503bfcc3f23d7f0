import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupFile, BackupsState } from '../../shared/model/backup.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { failureOf } from './BackupError.ts';
import { keptBackups, nameOfBackup, timeOfBackup } from './keptBackups.ts';

/** Where a space is backed up to by itself. */
export type BackupSettings = {
  /** Made when it is missing. Best on another disk. */
  folder: string;
  everyMs: number;
  /** So many are kept that lie that far apart; the oldest go. */
  keep: number;
};

export type BackupsOptions = {
  settings: BackupSettings;
  spaceId: SpaceId;
  backUp(path: string): Promise<void>;
  /** Whether anybody has an account: a space that nobody could come into is not worth a backup of its own. */
  hasAccounts(): Promise<boolean>;
  clock: Clock;
  log: Log;
  /** Told of how it stands whenever that changes. */
  onChange(state: BackupsState): void;
};

/** The longest wait, in ms: a clock that is set, or a computer that sleeps, is noticed after this. */
const LONGEST_WAIT_MS = 60 * 60_000;
/** The wait before a backup that failed is tried again, in ms. */
const RETRY_MS = 10 * 60_000;
/** The wait before a space in which nobody has an account is looked at again, in ms. */
const EMPTY_MS = 5_000;

/**
 * Which are to be kept, of all there are, oldest first: of each span of `everyMs` the first, of so many spans, and the newest. One that
 * was asked for goes with the next, so that asking often takes the place of nothing that lies further back.
 */
export function worthKeeping(made: readonly BackupFile[], { everyMs, keep }: Omit<BackupSettings, 'folder'>) {
  const spans = new Map<number, BackupFile>();
  for (const file of made) {
    const span = Math.floor(file.madeAt / everyMs);
    if (!spans.has(span)) spans.set(span, file);
  }
  return new Set([...[...spans.values()].slice(-keep), ...made.slice(-1)]);
}

/** Backs a space up at its times, over restarts: what counts is how old the newest file is. And whenever it is asked to. */
export function createBackups(options: BackupsOptions) {
  const { settings, spaceId, backUp, hasAccounts, clock, log, onChange } = options;
  const { everyMs } = settings;
  let state: BackupsState = { folder: settings.folder, newest: null, failure: null, busy: false };
  let callOff = () => {};
  let underWay: Promise<void> | undefined;
  /** One that was asked for has not begun yet. */
  let isAskedFor = false;
  let stopped = false;

  function show(change: Partial<BackupsState>): void {
    state = { ...state, ...change };
    onChange(state);
  }

  const wait = (ms: number, isAsked = false): void => {
    const due = () => void begin(isAsked);
    if (!stopped) callOff = clock.after(Math.max(0, Math.min(ms, LONGEST_WAIT_MS)), due);
  };

  /** Oldest first; one of the future was made by a clock that was wrong: it counts as none, and is left alone. */
  async function made(folder: string) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return (await keptBackups(folder, spaceId)).filter(({ madeAt }) => madeAt <= clock.now());
  }

  async function removeOld(folder: string): Promise<void> {
    const all = await made(folder);
    const kept = worthKeeping(all, settings);
    for (const file of all) if (!kept.has(file)) await rm(join(folder, file.name));
  }

  /** Makes one if it is due, or none is of this very second that was asked for; gives the time until the next one is, in ms. */
  async function backUpIfDue(folder: string, isAsked: boolean): Promise<number> {
    const now = clock.now();
    const newest = (await made(folder)).at(-1) ?? null;
    show({ newest });
    const age = newest === null ? Number.POSITIVE_INFINITY : now - newest.madeAt;
    const name = nameOfBackup(spaceId, now);
    if (name === newest?.name || (age < everyMs && !isAsked)) return everyMs - age;
    if (!isAsked && !(await hasAccounts())) return EMPTY_MS;
    const path = join(folder, name);
    await backUp(path);
    log.info({ path }, 'The space was backed up.');
    // There is one more: that others could not be removed takes nothing from it.
    await removeOld(folder).catch((error: unknown) =>
      log.error({ err: error, folder }, 'Old backups could not be removed.'),
    );
    show({ newest: (await made(folder)).at(-1) ?? null, failure: null });
    return everyMs - (clock.now() - timeOfBackup(name, spaceId));
  }

  /** What a server left behind that was killed while it made one. */
  async function removeHalves(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder))
      if (name.startsWith(`parley-${spaceId}-`) && name.includes('.sqlite.part'))
        await rm(join(folder, name));
  }

  async function look(isAsked: boolean): Promise<void> {
    callOff();
    if (stopped) return;
    const { folder } = state;
    show({ busy: true });
    try {
      wait(await backUpIfDue(folder, isAsked));
      show({ busy: false });
    } catch (error) {
      log.error({ err: error, folder }, 'The space could not be backed up.');
      show({ busy: false, failure: { reason: failureOf(error), at: clock.now() } });
      wait(RETRY_MS, isAsked);
    }
  }

  /** After what is under way. */
  function follow(next: () => Promise<void>): Promise<void> {
    const done = (underWay ?? Promise.resolve()).then(next).finally(() => {
      if (underWay === done) underWay = undefined;
    });
    underWay = done;
    return done;
  }
  const begin = (isAsked: boolean): Promise<void> => follow(() => look(isAsked));

  function start(): void {
    void follow(() =>
      removeHalves(state.folder).catch((error: unknown) =>
        log.error({ err: error, folder: state.folder }, 'Half a backup could not be removed.'),
      ),
    );
    void begin(false);
  }

  return {
    /** Looks at once whether a backup is due, and then at its time. */
    begin: start,
    /** Makes one now, whenever the next is due. */
    backUpNow(): void {
      if (isAskedFor) return;
      isAskedFor = true;
      void follow(async () => {
        isAskedFor = false;
        await look(true);
      });
    },
    /** Goes on in another folder; what is in the one before stays there. */
    moveTo(folder: string): void {
      void follow(async () => show({ folder, newest: null, failure: null }));
      start();
    },
    /** Resolves when one that is being made is made, or could not be. */
    async settled(): Promise<void> {
      while (underWay !== undefined) await underWay;
    },
    /** Nothing begins any more; resolves when one that is being made is made. */
    async stop(): Promise<void> {
      stopped = true;
      callOff();
      await underWay;
    },
  };
}
