import { app } from 'electron';
import { PERMALINK_SCHEME, type Place } from '../../shared/model/permalink.ts';
import { placeIn } from './placeIn.ts';

/**
 * Watches for links that the system gives to the app: as an argument of this start or a later one, or by an event on
 * macOS. What comes before anybody listens is kept, the last one alone. Call it before the app is ready.
 */
export function watchOpenedLinks(argv: readonly string[]) {
  let waiting = placeIn(argv);
  let listener: ((place: Place) => void) | undefined;
  const take = (place: Place | undefined) => {
    if (place === undefined) return;
    if (listener) listener(place);
    else waiting = place;
  };
  // A build that is run from its sources must not take the links of the installed app.
  if (app.isPackaged) app.setAsDefaultProtocolClient(PERMALINK_SCHEME);
  app.on('open-url', (event, url) => {
    event.preventDefault();
    take(placeIn([url]));
  });
  app.on('second-instance', (_event, later) => take(placeIn(later)));
  return {
    /** Told of the link that is waiting, and of each that comes. */
    onLink(next: (place: Place) => void): void {
      listener = next;
      const first = waiting;
      waiting = undefined;
      take(first);
    },
  };
}
