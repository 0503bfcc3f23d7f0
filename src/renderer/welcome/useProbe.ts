import { useCallback, useEffect, useState } from 'react';
import type { AppError, AppOutput } from '../../shared/ipc/contract.ts';
import { useApp } from '../store/AppContext.tsx';

/** Who answers is asked again by itself after so long, in ms. */
const ASK_AGAIN_MS = 5_000;

export type Probe = {
  found: AppOutput<'space:probe'> | null;
  /** Why nobody was found at the last try. */
  error: AppError | null;
  /** Whether it is being asked. */
  asking: boolean;
  ask: () => void;
};

/** Asks who answers at an address until somebody does. */
export function useProbe(address: string): Probe {
  const app = useApp();
  const [state, setState] = useState<Omit<Probe, 'ask'>>({ found: null, error: null, asking: true });
  const [tries, setTries] = useState(0);
  const ask = useCallback(() => {
    setState((now) => ({ ...now, asking: true }));
    setTries((count) => count + 1);
  }, []);
  useEffect(() => {
    void tries;
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    void app.api.call('space:probe', { address }).then((probed) => {
      if (!current) return;
      if (probed.ok) setState({ found: probed.data, error: null, asking: false });
      else {
        setState({ found: null, error: probed.error, asking: false });
        timer = setTimeout(ask, ASK_AGAIN_MS);
      }
    });
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [app, address, tries, ask]);
  useEffect(() => {
    if (state.found !== null) return;
    window.addEventListener('online', ask);
    return () => window.removeEventListener('online', ask);
  }, [state.found, ask]);
  return { ...state, ask };
}
