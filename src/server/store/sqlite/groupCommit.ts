import type { Timestamp } from '../../../shared/model/ids.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import { DatabaseError, toDatabaseError } from '../../../sqlite/DatabaseError.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import type { Clock } from '../../clock.ts';
import type { Change } from '../Store.ts';

/** What a command is given: the time it happens at, and where it notes what it changes, in order. */
export type CommandContext = { readonly at: Timestamp; readonly changes: Change[] };
export type Command<T> = (context: CommandContext) => T;

export type GatheringOptions = {
  /** How many further turns a commit waits for while each brings more; none unless told otherwise. */
  patience?: number;
  /** Hears of each commit how many commands it made durable, and how many seconds it took. */
  onCommitted?: (commands: number, seconds: number) => void;
  held?: Held;
};

/**
 * What commands keep in memory of what they change: written before their commit, or a savepoint of it, ends, settled
 * once it is committed, and forgotten where that is undone.
 */
export type Held = { write(): void; settle(): void; forget(): void };

type Outcome = { changes: Change[]; settle(): void };
type Queued = { run(): Outcome; refuse(error: unknown): void };

/**
 * Gathers the commands of one event-loop turn into one transaction (DESIGN §6): one fsync for all of them. A
 * burst often spreads over several turns; with `patience`, a commit waits for up to so many more turns as long as
 * each brought more, so that a burst is one commit and one packet, and a lone command waits for nothing.
 * One that is refused leaves nothing and harms no other. Most groups have none, so commands run without savepoints,
 * which cost as much as half a command; where one is refused, all is undone and run again, each in a savepoint of
 * its own. So a command may run twice, and changes nothing but the database and what is held for it. All of it
 * happens between two turns, so whoever reads the same connection never sees what is not committed.
 */
export class GroupCommit {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #patience: number;
  readonly #onCommitted: (commands: number, seconds: number) => void;
  readonly #held: Held;
  readonly #statements;
  #queue: Queued[] = [];
  #closed = false;
  #listener: (changes: Change[]) => void = () => {};

  constructor(database: Database, clock: Clock, options: GatheringOptions = {}) {
    this.#database = database;
    this.#clock = clock;
    this.#patience = options.patience ?? 0;
    this.#onCommitted = options.onCommitted ?? (() => {});
    this.#held = options.held ?? { write() {}, settle() {}, forget() {} };
    this.#statements = {
      begin: database.prepare('BEGIN IMMEDIATE'),
      commit: database.prepare('COMMIT'),
      rollback: database.prepare('ROLLBACK'),
      save: database.prepare('SAVEPOINT command'),
      release: database.prepare('RELEASE command'),
      undo: database.prepare('ROLLBACK TO command'),
    };
  }

  onCommit(listener: (changes: Change[]) => void): void {
    this.#listener = listener;
  }

  /** Resolves after the commit that holds what the command did, and after the listener heard of it. */
  write<T>(command: Command<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new RequestError('shutting_down', 'The server is closing.'));
    return new Promise<T>((resolve, reject) => {
      const queued: Queued = {
        run: () => {
          const changes: Change[] = [];
          const result = command({ at: this.#clock.now(), changes });
          return { changes, settle: () => resolve(result) };
        },
        refuse: (error) => reject(toRefusal(error, this.#database.name)),
      };
      if (this.#queue.push(queued) === 1) this.#gather(this.#patience);
    });
  }

  #gather(patience: number): void {
    const before = this.#queue.length;
    this.#clock.turn(() => {
      if (patience > 0 && this.#queue.length > before) this.#gather(patience - 1);
      else this.flush();
    });
  }

  /** Commits what is queued now. */
  flush(): void {
    const group = this.#queue;
    if (group.length === 0) return;
    this.#queue = [];
    const begunAt = performance.now();
    let outcomes: Outcome[];
    try {
      outcomes = this.#commit(group);
    } catch (error) {
      this.#undo();
      for (const queued of group) queued.refuse(error);
      return;
    }
    this.#onCommitted(group.length, (performance.now() - begunAt) / 1000);
    const changes = outcomes.flatMap((outcome) => outcome.changes);
    try {
      if (changes.length > 0) this.#listener(changes);
    } finally {
      for (const outcome of outcomes) outcome.settle();
    }
  }

  close(): void {
    this.flush();
    this.#closed = true;
  }

  #commit(group: Queued[]): Outcome[] {
    const { begin, commit } = this.#statements;
    begin.run();
    const outcomes = this.#runTogether(group) ?? group.map((queued) => this.#runSaved(queued));
    commit.run();
    this.#held.settle();
    return outcomes;
  }

  /** Runs a group without savepoints; `undefined` where one of several was refused, and a transaction has begun anew. */
  #runTogether(group: Queued[]): Outcome[] | undefined {
    try {
      const outcomes = group.map((queued) => queued.run());
      this.#held.write();
      return outcomes;
    } catch (error) {
      if (group.length === 1) throw error;
      this.#undo();
      this.#statements.begin.run();
      return undefined;
    }
  }

  #undo(): void {
    if (this.#database.inTransaction) this.#statements.rollback.run();
    this.#held.forget();
  }

  #runSaved(queued: Queued): Outcome {
    const { save, release, undo } = this.#statements;
    save.run();
    try {
      const outcome = queued.run();
      this.#held.write();
      release.run();
      return outcome;
    } catch (error) {
      // A full disk and the like may have ended the whole transaction; then nothing of the group has happened.
      if (!this.#database.inTransaction) throw error;
      undo.run();
      release.run();
      this.#held.forget();
      return { changes: [], settle: () => queued.refuse(error) };
    }
  }
}

function toRefusal(error: unknown, path: string): unknown {
  const meant = toDatabaseError(error, path);
  if (!(meant instanceof DatabaseError)) return meant;
  if (meant.code === 'full')
    return new RequestError('storage_full', 'The server has no room left to store this.');
  // A disk that fails is often made read-only by its system: whoever runs the server is to look after it, and nobody else can.
  if (meant.code === 'unwritable')
    return new RequestError('storage_full', 'The server cannot write to its disk just now.');
  if (meant.code === 'locked') return new RequestError('busy', 'The server cannot write just now.');
  return meant;
}
