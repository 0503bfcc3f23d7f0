import { userStream } from '../../shared/model/stream.ts';
import { isAdmin } from '../../shared/model/user.ts';
import { ADMIN_NAMESPACE, FIGURES_EVERY_MS } from '../../shared/protocol/admin.ts';
import { createGate, type GateOptions } from '../broadcast/admit.ts';
import { sessionRoom } from '../broadcast/createSocketRooms.ts';
import type { ParleyServer } from '../broadcast/sockets.ts';
import type { Clock } from '../clock.ts';
import type { Change } from '../store/Store.ts';
import { createFigures } from './createFigures.ts';

export type AdminNamespaceOptions = GateOptions & { io: ParleyServer; clock: Clock };

/** Opens `/admin` to owners and admins, and tells who is there how the space is doing, once a second. */
export function openAdminNamespace(options: AdminNamespaceOptions) {
  const { io, clock, log } = options;
  const namespace = io.of(ADMIN_NAMESPACE);
  const figures = createFigures(options);
  let callOff: (() => void) | undefined;

  namespace.use(
    createGate(options, ({ user }) =>
      isAdmin(user.role) ? undefined : { code: 'forbidden', message: 'Only owners and admins may watch.' },
    ),
  );
  namespace.on('connection', (socket) => {
    const { sessionId, userId } = socket.data.device;
    void socket.join([sessionRoom(sessionId), userStream(userId)]);
    socket.on('disconnect', rest);
    watch();
    // Their session or role may have ended between the check and the joining of the rooms.
    options.store
      .sessionUser(sessionId)
      .then((user) => user !== undefined && isAdmin(user.role))
      .catch(report)
      .then((mayStay) => mayStay === true || socket.disconnect());
  });

  function watch(): void {
    if (callOff !== undefined) return;
    figures.start();
    callOff = clock.after(FIGURES_EVERY_MS, tell);
  }

  function tell(): void {
    callOff = clock.after(FIGURES_EVERY_MS, tell);
    figures.take().then((now) => namespace.volatile.emit('figures', now), report);
  }

  function rest(): void {
    if (namespace.sockets.size > 0) return;
    callOff?.();
    callOff = undefined;
    figures.stop();
  }

  function report(error: unknown): void {
    log.error({ err: error }, 'How the space is doing could not be told.');
  }

  return {
    /** Takes note of what a commit changed, and shows out who may not watch any more. */
    heard(changes: readonly Change[]): void {
      figures.heard(changes);
      if (namespace.sockets.size === 0) return;
      for (const change of changes) {
        if (change.kind === 'sessionEnded') namespace.in(sessionRoom(change.sessionId)).disconnectSockets();
        if (change.kind !== 'event' || change.event.type !== 'user.changed') continue;
        const { user } = change.event.data;
        if (!isAdmin(user.role)) namespace.in(userStream(user.id)).disconnectSockets();
      }
    },
    close(): void {
      callOff?.();
      figures.stop();
    },
  };
}
