import { useEffect, useState } from 'react';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { initialNearby, type NearbySlice, putSurroundings } from '../store/nearby.ts';

/** Who is there answers within this, in ms; after it, it is worth saying why nobody may be found. */
const A_MOMENT_MS = 4_000;

/** Looks around on the network as long as what uses it is shown. `looked`: for long enough to find what is there; `refused`: not at all. */
export function useNearby(): { nearby: NearbySlice['nearby']; looked: boolean; refused: boolean } {
  const app = useApp();
  const nearby = useAppState((state) => state.nearby);
  const [looked, setLooked] = useState(false);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    let watching = true;
    app.store.setState(initialNearby);
    void app.api.call('nearby:watch', { on: true }).then((begun) => {
      if (watching) setRefused(!begun.ok);
      // What was pushed meanwhile is newer.
      if (begun.ok && watching && app.store.getState().nearby === null)
        app.store.setState((state) => putSurroundings(state, begun.data));
    });
    const timer = setTimeout(() => setLooked(true), A_MOMENT_MS);
    return () => {
      watching = false;
      clearTimeout(timer);
      void app.api.call('nearby:watch', { on: false });
      app.store.setState(initialNearby);
    };
  }, [app]);
  return { nearby, looked, refused };
}
