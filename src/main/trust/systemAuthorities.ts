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

/** Where a build of Node, or a system, has no store that can be read, the bundled authorities are there all the same. */
function authorities(kind: 'default' | 'system'): readonly string[] {
  try {
    return getCACertificates(kind);
  } catch {
    return rootCertificates;
  }
}
