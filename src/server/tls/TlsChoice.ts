import type { CertificateFiles } from './openGivenIdentity.ts';

/** Whether a server speaks TLS: with a certificate of the space's own, but on loopback not at all; never; or with the one given. */
export type TlsChoice = 'auto' | 'off' | CertificateFiles;
