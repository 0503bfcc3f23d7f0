import { readFile, rm } from 'node:fs/promises';
import type { SessionVault } from '../../client/connection/Transport.ts';
import { writeAtomically } from '../files/writeAtomically.ts';

/** The system's keychain, as `safeStorage` of Electron gives it (https://www.electronjs.org/docs/latest/api/safe-storage). */
export type Keychain = {
  /** Whether what it encrypts is really secret; false as well for `basic_text`, whose key is public. */
  isSafe(): boolean;
  encrypt(text: string): Buffer;
  /** Throws when it was encrypted by another keychain. */
  decrypt(encrypted: Buffer): string;
};

export type VaultOptions = {
  path: string;
  keychain: Keychain;
  /** There is no safe place for it: the session lasts until the app quits. */
  onSessionOnly(): void;
  /** What is stored cannot be read: the person has to sign in again. */
  onUnreadable(error: unknown): void;
};

/** Keeps one account's refresh token: encrypted in a file where the keychain is safe, else in memory alone. */
export function createVault({ path, keychain, onSessionOnly, onUnreadable }: VaultOptions): SessionVault {
  let held: string | null | undefined;
  let told = false;
  let last: Promise<unknown> = Promise.resolve();

  /** One change after another: the last one that was asked for stands. */
  function inTurn(change: () => Promise<void>): Promise<void> {
    const changed = last.then(change);
    last = changed.catch(() => undefined);
    return changed;
  }

  async function readStored(): Promise<string | null> {
    try {
      const encrypted = await readFile(path);
      return keychain.isSafe() ? keychain.decrypt(encrypted) : null;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) onUnreadable(error);
      return null;
    }
  }

  return {
    async read() {
      held ??= await readStored();
      return held;
    },

    write: (refreshToken) =>
      inTurn(async () => {
        // Held once it is stored: were it used without that, the stored one would look stolen after a restart.
        if (keychain.isSafe()) await writeAtomically(path, keychain.encrypt(refreshToken));
        else if (!told) {
          told = true;
          onSessionOnly();
        }
        held = refreshToken;
      }),

    clear: () =>
      inTurn(async () => {
        held = null;
        await rm(path, { force: true });
      }),
  };
}
