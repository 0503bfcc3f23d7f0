import { createHash, randomBytes, randomInt } from 'node:crypto';

/** Crockford's base 32: no letters that are mistaken for digits. */
const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_GROUPS = 4;
const CODE_GROUP_LENGTH = 5;

/** A random token of 256 bits, safe in URLs. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** A random code of 100 bits that people can read to each other, such as `K7Q2M-04ZWX-…`. */
export const newCode = (): string =>
  Array.from({ length: CODE_GROUPS }, () =>
    Array.from({ length: CODE_GROUP_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join(''),
  ).join('-');

/** What begins with this is found by those who look for secrets in texts. */
export const SERVICE_TOKEN_PREFIX = 'parley_';
/** A token that a program signs in with. */
export const newServiceToken = (): string => SERVICE_TOKEN_PREFIX + newToken();

/** A code as it is compared: however it was typed. */
const normalizeCode = (code: string): string =>
  code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** What is stored of a token. Random in every bit, it needs neither salt nor cost. */
export const hashToken = (token: string): string => sha256(token);
/** What is stored of a code. */
export const hashCode = (code: string): string => sha256(normalizeCode(code));
