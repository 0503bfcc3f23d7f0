import { safeStorage } from 'electron';
import type { Keychain } from './createVault.ts';

/** Linux without a keyring: Electron then encrypts with a password that is in its source. */
const UNSAFE = ['basic_text', 'unknown'];

/** The system's keychain (https://www.electronjs.org/docs/latest/api/safe-storage). Only after the app is ready. */
export const systemKeychain: Keychain = {
  isSafe: () =>
    safeStorage.isEncryptionAvailable() &&
    (process.platform !== 'linux' || !UNSAFE.includes(safeStorage.getSelectedStorageBackend())),
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (encrypted) => safeStorage.decryptString(encrypted),
};
