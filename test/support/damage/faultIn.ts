import { onCopy } from './onCopy.ts';

/** What is wrong with the pages of a database that nobody uses, which stays as it is; `undefined` where nothing is. */
export const faultIn = (path: string): string | undefined =>
  onCopy<string | undefined>(
    path,
    (copy) => {
      const found = copy.pragma('quick_check(1)', { simple: true });
      return found === 'ok' ? undefined : String(found);
    },
    ({ message }) => message,
  );
