import type { Socket } from 'socket.io-client';
import { parseUntrusted } from '../../shared/model/parseUntrusted.ts';
import { figuresSchema } from '../../shared/model/running.ts';
import { ADMIN_NAMESPACE } from '../../shared/protocol/admin.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { Watcher } from './Transport.ts';

/**
 * The namespace of who runs the space, over the connection that a socket has. A namespace is left only once it is
 * connected: one that is asked for while the server holds the last one for connected ends the whole connection.
 */
export function createWatchSocket({ io: manager }: Socket) {
  let socket: Socket | undefined;
  let watcher: Watcher | undefined;
  let token = '';

  function ended(): void {
    const told = watcher;
    watcher = undefined;
    forget();
    told?.onEnd();
  }

  function forget(): void {
    socket?.removeAllListeners();
    socket = undefined;
  }

  function leave(): void {
    if (socket?.connected !== true) return;
    const left = socket;
    forget();
    left.disconnect();
  }

  function open(): void {
    const auth = (give: (auth: object) => void) => give({ token, protocol: PROTOCOL_VERSION });
    // The manager keeps it, and opens it at once.
    socket = manager.socket(ADMIN_NAMESPACE, { auth });
    socket.once('connect', () => watcher ?? leave());
    socket.once('connect_error', ended);
    socket.once('disconnect', ended);
    socket.on('figures', (told: unknown) => {
      const figures = parseUntrusted(figuresSchema, told);
      if (figures.success) watcher?.onFigures(figures.data);
    });
  }

  return (accessToken: string, asking: Watcher): (() => void) => {
    token = accessToken;
    watcher = asking;
    if (socket === undefined) open();
    return () => {
      if (watcher !== asking) return;
      watcher = undefined;
      leave();
    };
  };
}
