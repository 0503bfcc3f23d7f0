import type { Migration } from '../../../sqlite/migrate.ts';
import { v1 } from './v1.ts';
import { v2 } from './v2.ts';

/** The outbox's migrations; the first makes version 1. None of them drops anything (S17). */
export const outboxMigrations: readonly Migration[] = [v1, v2];
