import { createEavesdropper, type Eavesdropper } from '../tls/createEavesdropper.ts';
import type { Identity } from '../tls/createIdentity.ts';

/** The ways between computers, which others may come into. All of them listen, and write down what is said over them. */
export function createCables() {
  const laid = new Set<Eavesdropper>();

  async function lay(options: Parameters<typeof createEavesdropper>[0]): Promise<Eavesdropper> {
    const eavesdropper = await createEavesdropper(options);
    laid.add(eavesdropper);
    return eavesdropper;
  }
  async function cut(cable: Eavesdropper): Promise<void> {
    laid.delete(cable);
    await cable.close();
  }

  return {
    /** A cable to a port: what is said over it arrives as it was said. */
    lead: (to: number): Promise<Eavesdropper> =>
      lay({ identity: null, upstream: { port: to, secure: false } }),
    /** Somebody with a key of their own, who says everything on to the server at that port. */
    meddle: (identity: Identity, to: number): Promise<Eavesdropper> =>
      lay({ identity, upstream: { port: to, secure: true } }),
    /** From now on it leads to this one, in place of where it led. */
    async divert(cable: Eavesdropper, to: Omit<Parameters<typeof createEavesdropper>[0], 'port'>) {
      await cut(cable);
      return lay({ ...to, port: cable.port });
    },
    async dispose(): Promise<void> {
      await Promise.all([...laid].map(cut));
    },
  };
}
