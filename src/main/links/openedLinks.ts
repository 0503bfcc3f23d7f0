import { app } from 'electron';
import { PERMALINK_SCHEME } from '../../shared/model/permalink.ts';
import { linkIn, type OpenedLink } from './linkIn.ts';

/**
 * Watches for links that the system gives to the app: as an argument of this start or a later one, or by an event on
 * macOS. What comes before anybody listens is kept, the last one alone. Call it before the app is ready.
 */
export function watchOpenedLinks(argv: readonly string[]) {
  let waiting = linkIn(argv);
  let listener: ((link: OpenedLink) => void) | undefined;
  const take = (link: OpenedLink | undefined) => {
    if (link === undefined) return;
    if (listener) listener(link);
    else waiting = link;
  };
  // A build that is run from its sources must not take the links of the installed app.
  if (app.isPackaged) app.setAsDefaultProtocolClient(PERMALINK_SCHEME);
  app.on('open-url', (event, url) => {
    event.preventDefault();
    take(linkIn([url]));
  });
  app.on('second-instance', (_event, later) => take(linkIn(later)));
  return {
    /** Told of the link that is waiting, and of each that comes. */
    onLink(next: (link: OpenedLink) => void): void {
      listener = next;
      const first = waiting;
      waiting = undefined;
      take(first);
    },
  };
}
