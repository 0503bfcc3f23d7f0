import { useRef, useState } from 'react';
import type { TestStep } from '../../shared/ipc/views.ts';
import { useApp } from '../store/AppContext.tsx';
import type { Way } from './typedWay.ts';

export type Tested = {
  address: string;
  /** `null` while it is being tried; `failed` where not even that could be done. */
  steps: readonly TestStep[] | 'failed' | null;
};

/** Tries the way to a server. What is asked for later takes the place of what was asked before. */
export function useConnectionTest(): {
  tested: Tested | null;
  test: (way: Way) => void;
  clear: () => void;
} {
  const app = useApp();
  const [tested, setTested] = useState<Tested | null>(null);
  const asked = useRef(0);
  const test = ({ address, pin }: Way) => {
    asked.current += 1;
    const mine = asked.current;
    setTested({ address, steps: null });
    void app.api.call('space:test', { address, ...(pin !== null && { pin }) }).then((answer) => {
      if (asked.current === mine) setTested({ address, steps: answer.ok ? answer.data.steps : 'failed' });
    });
  };
  const clear = () => {
    asked.current += 1;
    setTested(null);
  };
  return { tested, test, clear };
}
