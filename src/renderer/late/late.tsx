import { type ComponentType, useEffect, useRef, useState } from 'react';
import { raiseToast } from '../actions/navigate.ts';
import { useApp } from '../store/AppContext.tsx';

/** What is fetched when the window has nothing else to do, in the order in which it was named. */
const waiting: (() => Promise<unknown>)[] = [];

/** Has something fetched before it is wanted, once the window has nothing else to do. */
export function soon(load: () => Promise<unknown>): void {
  waiting.push(load);
}

/** Tells when the window has nothing else to do; a browser that cannot tell is given a moment. */
export const idle = (atTheLatestMs: number): Promise<void> =>
  new Promise((done) => {
    if (typeof requestIdleCallback === 'function')
      requestIdleCallback(() => done(), { timeout: atTheLatestMs });
    else setTimeout(done, 50);
  });

/** In ms: so long nothing else is more urgent. */
const AT_THE_LATEST = 2_000;

/** Fetches all that was not needed at first, one after the other, so that it is there at once, and offline too. */
export async function fetchLate(): Promise<void> {
  for (let load = waiting.shift(); load !== undefined; load = waiting.shift()) {
    await idle(AT_THE_LATEST);
    // It is fetched again when it is wanted, and then it is said that it could not be.
    await load().catch(() => {});
  }
}

/** Where a part cannot be had, `onMissing` takes it away, or else the `onClose` that the part itself is given. */
type Missing = { onMissing?: () => void };

/** Fetches a component once, whoever asks; after a failure again. */
function fetchedOnce<P>(load: () => Promise<ComponentType<P>>) {
  let known: ComponentType<P> | null = null;
  let fetching: Promise<void> | null = null;
  const take = (component: ComponentType<P>) => {
    known = component;
  };
  const fail = (error: unknown) => {
    fetching = null;
    throw error;
  };
  return {
    known: () => known,
    fetch: (): Promise<void> => {
      fetching ??= load().then(take, fail);
      return fetching;
    },
  };
}

/**
 * A part of the window in a file of its own, which is not needed for the first picture. While it is fetched, which
 * `fetchLate` has mostly done before, `Meanwhile` keeps its room; where it cannot be had, that is said.
 */
export function late<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Meanwhile?: ComponentType<P>,
): ComponentType<P & Missing> {
  const part = fetchedOnce(load);
  soon(part.fetch);
  return function Late(props: P & Missing) {
    const app = useApp();
    const [, setFetched] = useState(false);
    const missing = useRef<() => void>(undefined);
    missing.current = props.onMissing ?? (props as { onClose?: () => void }).onClose;
    useEffect(() => {
      if (part.known() !== null) return;
      let current = true;
      part.fetch().then(
        () => current && setFetched(true),
        () => {
          if (!current) return;
          raiseToast(app, 'problem', 'toast.notFetched');
          missing.current?.();
        },
      );
      return () => {
        current = false;
      };
    }, [app]);
    const Known = part.known();
    if (Known !== null) return <Known {...props} />;
    return Meanwhile === undefined ? null : <Meanwhile {...props} />;
  };
}
