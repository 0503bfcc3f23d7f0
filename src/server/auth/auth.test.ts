import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPasswords } from './createPasswords.ts';
import { readKey } from './readKey.ts';
import { hashCode, newCode } from './secrets.ts';

const cost = { N: 16, r: 1, p: 1 };

describe('passwords', () => {
  it('are told from others, and stored with their cost and a salt of their own', async () => {
    const passwords = createPasswords(cost);
    const [stored, again] = [await passwords.hash('correct horse'), await passwords.hash('correct horse')];
    expect(stored).toMatch(/^scrypt\$16\$1\$1\$/);
    expect(stored).not.toBe(again);
    expect(await passwords.verify('correct horse', stored)).toBe(true);
    expect(await passwords.verify('correct house', stored)).toBe(false);
    expect(await passwords.verify('correct horse', undefined)).toBe(false);
  });

  it('are still good when the cost has changed since', async () => {
    const stored = await createPasswords(cost).hash('correct horse');
    expect(await createPasswords({ N: 32, r: 2, p: 1 }).verify('correct horse', stored)).toBe(true);
  });

  it('are the same however their characters are composed', async () => {
    const passwords = createPasswords(cost);
    expect(await passwords.verify('cafe\u0301 noir', await passwords.hash('caf\u00e9 noir'))).toBe(true);
  });

  it('are hashed a few at a time, and refused as busy beyond a queue', async () => {
    const passwords = createPasswords(cost);
    const settled = await Promise.allSettled(
      Array.from({ length: 300 }, () => passwords.verify('x', undefined)),
    );
    const refused = settled.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(98);
    expect(refused[0]).toMatchObject({ reason: { code: 'busy' } });
  });
});

describe('codes', () => {
  it('are the same however they are typed', () => {
    const code = newCode();
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}$/);
    expect(hashCode(` ${code.toLowerCase().replaceAll('-', ' ')}`)).toBe(hashCode(code));
    expect(hashCode('O1LI0')).toBe(hashCode('01110'));
  });
});

it('the key is made once, and is its owner’s alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-key-'));
  const key = readKey(folder);
  expect(readKey(folder)).toEqual(key);
  if (process.platform !== 'win32') expect(statSync(join(folder, 'token.key')).mode & 0o777).toBe(0o600);
  rmSync(folder, { recursive: true, force: true });
});
