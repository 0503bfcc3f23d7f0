import { vi } from 'vitest';

/**
 * Waits until it is so, and gives what the check gives. For as long as the slowest computer needs: what comes about is not waited for any
 * longer by it, and of what does not the check tells in the end.
 */
export const soon = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 120_000 });
