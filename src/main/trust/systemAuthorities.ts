import { createSecureContext, getCACertificates, rootCertificates, type SecureContext } from 'node:tls';

let context: SecureContext | undefined;

/** For a server whose key is known: whoever signed for it, it is not asked. */
export const noAuthorities: SecureContext = createSecureContext({ ca: [] });

/**
 * The authorities whose signature makes a certificate good without a pin: those that Node brings, those that the environment
 * adds, and those of the system, where an organisation puts its own. Read once: there are hundreds.
 */
export function systemAuthorities(): SecureContext {
  context ??= createSecureContext({
    ca: [...new Set([...authorities('default'), ...authorities('system')])],
  });
  return context;
}

/** A build of Node without the system's store has the bundled ones all the same. */
function authorities(kind: 'default' | 'system'): readonly string[] {
  if (typeof getCACertificates === 'function') return getCACertificates(kind);
  return kind === 'default' ? rootCertificates : [];
}
