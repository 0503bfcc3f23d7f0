import { isBuiltin } from 'node:module';
import { z } from 'zod';

/** What of a lock file says who leans on whom. */
export type Lock = { packages: Record<string, { dependencies?: Record<string, string> }> };

/** What is known against a package. */
export type Vulnerability = { name: string; severity: string; title: string };

const auditSchema = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      severity: z.string(),
      via: z.array(z.union([z.string(), z.object({ title: z.string().optional() })])),
    }),
  ),
});

/** The package of an import, without what is named within it. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** The names of all packages that some sources import, and of what these lean on. Electron ships as it is, without its own. */
export function shippedPackages(lock: Lock, sources: readonly string[]): Set<string> {
  const shipped = new Set<string>();
  const add = (name: string): void => {
    if (shipped.has(name)) return;
    shipped.add(name);
    if (name === 'electron') return;
    for (const [path, { dependencies = {} }] of Object.entries(lock.packages))
      if (path.endsWith(`node_modules/${name}`)) Object.keys(dependencies).forEach(add);
  };
  for (const source of sources)
    for (const [, specifier = ''] of source.matchAll(/(?:from|import)\s*\(?\s*'([^'.][^']*)'/g))
      if (!isBuiltin(specifier) && `node_modules/${packageOf(specifier)}` in lock.packages)
        add(packageOf(specifier));
  return shipped;
}

/** What `npm audit --json` knows against them; `undefined` where it could not ask. */
export function vulnerabilitiesIn(output: string, shipped: ReadonlySet<string>): Vulnerability[] | undefined {
  const audit = auditSchema.safeParse(parse(output));
  if (!audit.success) return undefined;
  return Object.entries(audit.data.vulnerabilities)
    .filter(([name]) => shipped.has(name))
    .map(([name, { severity, via }]) => {
      const titles = via.map((reason) => (typeof reason === 'string' ? reason : (reason.title ?? '')));
      return { name, severity, title: titles.join('; ') };
    });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
  } catch {
    return undefined;
  }
}
