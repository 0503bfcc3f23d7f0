import { createHash, randomBytes, randomInt } from 'node:crypto';
import { CODE_ALPHABET, normalizeCode, SPOKEN_CODE_LENGTH } from '../../shared/model/spokenCode.ts';

const CODE_GROUPS = 4;
const CODE_GROUP_LENGTH = 5;

/** A random token of 256 bits, safe in URLs. */
export const newToken = (): string => randomBytes(32).toString('base64url');

const randomCharacters = (length: number): string =>
  Array.from({ length }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('');

/** A random code of 100 bits that people can write to each other, such as `K7Q2M-04ZWX-…`. */
export const newCode = (): string =>
  Array.from({ length: CODE_GROUPS }, () => randomCharacters(CODE_GROUP_LENGTH)).join('-');

/** A random code of 40 bits that is read out, without the dash that it is shown with. */
export const newSpokenCode = (): string => randomCharacters(SPOKEN_CODE_LENGTH);

/** What begins with this is found by those who look for secrets in texts. */
export const SERVICE_TOKEN_PREFIX = 'parley_';
/** A token that a program signs in with. */
export const newServiceToken = (): string => SERVICE_TOKEN_PREFIX + newToken();

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** What is stored of a token. Random in every bit, it needs neither salt nor cost. */
export const hashToken = (token: string): string => sha256(token);
/** What is stored of a code. */
export const hashCode = (code: string): string => sha256(normalizeCode(code));
