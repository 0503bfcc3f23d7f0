/** So often a worker that does not begin is asked for. */
const TRIES = 5;

/** The worker did not say in time that it is there. */
export class NotBegun extends Error {
  override readonly name = 'NotBegun';
}

export type Ways<T> = {
  /** Rejects with `NotBegun` where another try may find one. `undefined` where a browser has no SharedWorkers. */
  inWorker: (() => Promise<T>) | undefined;
  inPage(): Promise<T>;
  report(what: string, why: unknown): void;
};

/**
 * The app in the worker that all tabs share, or else in the page. One that is about to end may take a port that nobody answers,
 * and one that is slow is the same at the next try, and further; after a few a person has waited long enough, and the page
 * does it alone until it is loaded again. What cannot be loaded is not asked for again.
 */
export async function preferWorker<T>({ inWorker, inPage, report }: Ways<T>): Promise<T> {
  for (let tries = inWorker ? TRIES : 0; inWorker && tries > 0; tries -= 1)
    try {
      return await inWorker();
    } catch (error) {
      const isLast = tries === 1 || !(error instanceof NotBegun);
      report(isLast ? 'The app runs in this page:' : 'The app is looked for again:', error);
      if (isLast) break;
    }
  return inPage();
}
