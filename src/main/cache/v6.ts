import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Earlier builds passed over what they did not know yet, such as pins, reactions and topics (S16). All streams are asked for
 * anew, as they stand; what is held stays readable until then.
 */
export const v6: Migration = (database) => database.exec('UPDATE stream SET forgotten = 1');
