import type { Pin } from './trust.ts';

/** Crockford's base 32: no letters that are mistaken for digits. */
export const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** How many characters a code has that is read out: 40 bits. */
export const SPOKEN_CODE_LENGTH = 8;
const SPOKEN_CODE = new RegExp(`^[${CODE_ALPHABET}]{${SPOKEN_CODE_LENGTH}}$`);

/** A code as it is compared: however it was typed. */
export const normalizeCode = (typed: string): string =>
  typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');

/** The code that somebody typed as they heard it, as it is compared; `null` for what cannot be one. */
export function readSpokenCode(typed: string): string | null {
  const code = normalizeCode(typed);
  return SPOKEN_CODE.test(code) ? code : null;
}

/** A spoken code as it is shown and read out: `K7Q2-04ZW`. */
export const showSpokenCode = (code: string): string => (code.match(/.{4}/g) ?? []).join('-');

/** What the server's proof of a spoken code is made over (`POST /api/invite/prove`). */
export const proofText = (pin: Pin, nonce: string): string => `parley-invite-proof-1${pin}${nonce}`;
