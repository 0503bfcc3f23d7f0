import { z } from 'zod';

/** What the build tells of itself, at `/shell.json`: the paths of what the page needs, and of what it may need later. */
const shellSchema = z.object({ atOnce: z.array(z.string()), later: z.array(z.string()) });

/**
 * Where nothing is kept for opening the page without the server, an open tab is all there is: it loads the parts that
 * nobody has asked for yet, so that all of it goes on without the server, and does not ask a newer server for files that
 * are gone. A preloaded module stays with the page, whatever the browser caches (nothing behind a certificate that was
 * clicked through). Emoji are left out: they are most of it.
 */
export async function loadRest(page: Document = document): Promise<void> {
  const response = await fetch('/shell.json');
  if (!response.ok) throw new Error(`The list of the page's parts was answered ${response.status}.`);
  const { atOnce } = shellSchema.parse(await response.json());
  const isScript = (path: string): boolean => path.endsWith('.js') && !path.includes('.worker-');
  for (const path of atOnce.filter(isScript)) {
    const link = page.createElement('link');
    link.rel = 'modulepreload';
    link.href = path;
    link.fetchPriority = 'low';
    page.head.append(link);
  }
}
