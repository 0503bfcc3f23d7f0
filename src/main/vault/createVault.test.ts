import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createVault, type Keychain } from './createVault.ts';

let folder = '';
let told: string[] = [];
const keychain = (safe: boolean): Keychain => ({
  isSafe: () => safe,
  encrypt: (text) => Buffer.from([...text].reverse().join('')),
  decrypt: (encrypted) => {
    if (encrypted.includes('!')) throw new Error('of another keychain');
    return [...encrypted.toString()].reverse().join('');
  },
});
const path = () => join(folder, 'session');
const vault = (safe: boolean) =>
  createVault({
    path: path(),
    keychain: keychain(safe),
    onSessionOnly: () => told.push('session only'),
    onUnreadable: () => told.push('unreadable'),
  });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-vault-'));
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the vault', () => {
  it('keeps the token over a restart, encrypted', async () => {
    expect(await vault(true).read()).toBeNull();
    await vault(true).write('secret');
    expect(await vault(true).read()).toBe('secret');
    expect(readFileSync(path(), 'utf8')).not.toContain('secret');
    expect(told).toEqual([]);
  });

  it('writes nothing where the keychain is not safe, and says so once', async () => {
    const open = vault(false);
    await open.write('secret');
    await open.write('next');
    expect(await open.read()).toBe('next');
    expect(existsSync(path())).toBe(false);
    expect(told).toEqual(['session only']);
    expect(await vault(false).read()).toBeNull();
  });

  it('asks for a new sign-in when what is stored cannot be read', async () => {
    writeFileSync(path(), '!');
    expect(await vault(true).read()).toBeNull();
    expect(told).toEqual(['unreadable']);
  });

  it('goes on with the token that is stored where another cannot be, so that a restart knows the one that was used', async () => {
    const open = vault(true);
    await open.write('first');
    // As on a full disk.
    mkdirSync(`${path()}.new`);
    await expect(open.write('second')).rejects.toThrow();
    expect(await open.read()).toBe('first');
    rmdirSync(`${path()}.new`);
    await open.write('third');
    expect([await open.read(), await vault(true).read()]).toEqual(['third', 'third']);
  });

  it('stays empty where it is cleared while a token is being written', async () => {
    const open = vault(true);
    const written = open.write('secret');
    await open.clear();
    await written;
    expect(await open.read()).toBeNull();
  });

  it('forgets', async () => {
    const open = vault(true);
    await open.write('secret');
    await open.clear();
    expect(await open.read()).toBeNull();
    expect(await vault(true).read()).toBeNull();
  });
});
