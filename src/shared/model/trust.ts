import { z } from 'zod';

/** A SHA-256 in hexadecimal digits, as certificates are compared by in browsers. */
export const digestSchema = z.string().regex(/^[0-9a-f]{64}$/, 'is not a fingerprint');

/**
 * A server's public key by its SHA-256, in 64 hexadecimal digits: the digest of the DER-encoded SubjectPublicKeyInfo, which
 * stays the same when the certificate around it is renewed (RFC 7469 §2.4).
 */
export const pinSchema = digestSchema.brand<'Pin'>();
export type Pin = z.infer<typeof pinSchema>;

/** A digest as it is shown and read out: groups of four, in capitals. People who compare two look at whole groups. */
export const inGroups = (digest: string): string => (digest.toUpperCase().match(/.{4}/g) ?? []).join(' ');

/** A pin as it is shown and read out. */
export const fingerprintOf = (pin: Pin): string => inGroups(pin);

/** The pin that a person typed or pasted, with spaces, colons and either case; `null` for anything else. */
export function readFingerprint(typed: string): Pin | null {
  const parsed = pinSchema.safeParse(typed.replaceAll(/[\s:-]/g, '').toLowerCase());
  return parsed.success ? parsed.data : null;
}

/** How it is known that a server is the one that is meant. */
export const trustSchema = z.discriminatedUnion('kind', [
  /** It is on this computer: nobody is in between. */
  z.object({ kind: z.literal('loopback') }),
  /** It is not known, and everyone on the way can read and change what is said: plain HTTP, as its host chose. */
  z.object({ kind: z.literal('plain') }),
  /** An authority that this system trusts has signed the certificate for this name. */
  z.object({ kind: z.literal('signed') }),
  /** Its key is the one that an invite, a spoken code or a person vouched for. */
  z.object({ kind: z.literal('pinned'), pin: pinSchema }),
  /** It has this key, which nobody has vouched for yet. Nothing about a person is said to it. */
  z.object({ kind: z.literal('unknown'), pin: pinSchema }),
  /** The browser sees to it, and a page cannot know. */
  z.object({ kind: z.literal('browser') }),
]);
export type Trust = z.infer<typeof trustSchema>;

/** A server showed another key than the one it has to have; with `expected` of `null`, a key where none was known. */
export const keyMismatchSchema = z.object({ expected: pinSchema.nullable(), presented: pinSchema });
export type KeyMismatch = z.infer<typeof keyMismatchSchema>;

/** The key that is known of a server; `null` where none is needed, or a page cannot know. */
export const pinOf = (trust: Trust): Pin | null => ('pin' in trust ? trust.pin : null);
