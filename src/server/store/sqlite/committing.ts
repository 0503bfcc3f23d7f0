import type { Actor } from '../Store.ts';
import { requireActive } from './governingPeople.ts';
import type { CommandContext, GroupCommit } from './groupCommit.ts';
import type { Tables } from './tables.ts';

/** A command as it is written: with the tables, in a commit. */
type Write<A extends unknown[], T> = (tables: Tables, context: CommandContext, ...args: A) => T;

/** Turns commands into operations that resolve when they are committed. */
export const committing =
  (tables: Tables, commits: GroupCommit) =>
  <A extends unknown[], T>(command: Write<A, T>) =>
  (...args: A): Promise<T> =>
    commits.write((context) => command(tables, context, ...args));

/** The same for commands of somebody's, who is refused once they are shut out. */
export const acting =
  (tables: Tables, commits: GroupCommit) =>
  <A extends [actorId: Actor, ...rest: unknown[]], T>(command: Write<A, T>) =>
  (...args: A): Promise<T> =>
    commits.write((context) => {
      requireActive(tables, args[0]);
      return command(tables, context, ...args);
    });
