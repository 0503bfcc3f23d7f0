import { z } from 'zod';
import { type Delta, deltaSchema } from '../../shared/ipc/deltas.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { parseUntrusted } from '../../shared/model/parseUntrusted.ts';
import type { Channel } from './Claim.ts';

const saidSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('deltas'), deltas: z.array(z.unknown()) }),
  /** One that reads wants to know how the spaces are doing. */
  z.object({ type: z.literal('wonders') }),
]);
type Said = z.infer<typeof saidSchema>;

export type FollowerOptions = {
  isReader(): boolean;
  /** The spaces as this app has them. */
  views(): SpaceView[];
  /** Something for the windows of this app. */
  onDeltas(deltas: Delta[]): void;
};

/** Of several apps of one origin one writes and is connected; the others show what it tells. */
export function createFollower(channel: Channel | undefined, { isReader, views, onDeltas }: FollowerOptions) {
  const told = new Map<string, SpaceView['connection']>();
  const say = (said: Said) => channel?.postMessage(said);

  /** A space with the connection that the one that writes has. */
  const asTold = (view: SpaceView): SpaceView => {
    const connection = isReader() ? told.get(view.spaceId) : undefined;
    return connection ? { ...view, connection } : view;
  };

  function heard(deltas: Delta[]): void {
    for (const delta of deltas)
      if (delta.type === 'space.changed') told.set(delta.space.spaceId, delta.space.connection);
    // Which tab writes, each app knows for itself.
    onDeltas(deltas.filter(({ type }) => type !== 'browser.changed'));
  }

  channel?.addEventListener('message', ({ data }) => {
    const said = parseUntrusted(saidSchema, data);
    if (!said.success) return;
    if (said.data.type === 'wonders') {
      if (!isReader())
        say({ type: 'deltas', deltas: views().map((space) => ({ type: 'space.changed', space })) });
      return;
    }
    // What one of another build tells may be unknown here; the rest still counts.
    if (isReader()) heard(said.data.deltas.flatMap((one) => parseUntrusted(deltaSchema, one).data ?? []));
  });

  return {
    asTold,
    /** This app has something to tell. */
    pushed(deltas: Delta[]): void {
      onDeltas(
        deltas.map((delta) =>
          delta.type === 'space.changed' ? { ...delta, space: asTold(delta.space) } : delta,
        ),
      );
      if (!isReader()) say({ type: 'deltas', deltas });
    },
    /** Asks the one that writes how the spaces are doing. */
    ask(): void {
      if (isReader()) say({ type: 'wonders' });
    },
  };
}
