import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';

const PREFIX = Buffer.from('v11');
const key = createHash('sha256').update(`stand-in keychain of ${userInfo().username}`).digest();

/**
 * `safeStorage`: really encrypts (AES-256-GCM), so that what rests on the disk is not the secret and damage is noticed;
 * the key is no secret. The recorder can make it unavailable.
 */
export const safeStorage = {
  isEncryptionAvailable: (): boolean => true,
  isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(safeStorage.isEncryptionAvailable()),
  getSelectedStorageBackend: (): string => 'gnome_libsecret',
  setUsePlainTextEncryption: (): void => undefined,
  encryptString(text: string): Buffer {
    if (!safeStorage.isEncryptionAvailable())
      throw new Error('Error while encrypting the text provided to safeStorage.encryptString.');
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([PREFIX, iv, cipher.getAuthTag(), body]);
  },
  decryptString(encrypted: Buffer): string {
    if (!safeStorage.isEncryptionAvailable() || !encrypted.subarray(0, 3).equals(PREFIX)) {
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
    }
    const decipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(3, 15));
    decipher.setAuthTag(encrypted.subarray(15, 31));
    return Buffer.concat([decipher.update(encrypted.subarray(31)), decipher.final()]).toString('utf8');
  },
  encryptStringAsync: async (text: string): Promise<Buffer> => safeStorage.encryptString(text),
  decryptStringAsync: async (encrypted: Buffer): Promise<object> => ({
    result: safeStorage.decryptString(encrypted),
    shouldReEncrypt: false,
  }),
};
