/** The wire's version, sent in `auth.protocol`. It rises when an older side could no longer follow. */
export const PROTOCOL_VERSION = 1;

/** The port a space listens on unless told otherwise. */
export const DEFAULT_PORT = 4100;
