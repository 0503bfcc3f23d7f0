import { useCallback, useEffect, useState } from 'react';
import type { AppError } from '../../shared/ipc/contract.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { QuestionName } from '../../shared/protocol/passedOn.ts';
import type { Payload, Reply } from '../../shared/protocol/requests.ts';
import { ask } from '../actions/ask.ts';
import { useApp } from '../store/AppContext.tsx';
import { isConnected } from '../store/selectors.ts';

/** What the server has answered so far. */
export type Answer<T> = {
  /** `null` until there is an answer; what was answered stays where asking again fails. */
  data: T | null;
  problem: AppError | null;
  /** Asks again. */
  reload(): void;
  /** Puts what is known to have changed into what was answered. */
  change(change: (data: T) => T): void;
};

/** Asks the server for something that is kept nowhere else: at once, and whenever there is a connection again. */
export function useAnswer<N extends QuestionName>(
  space: SpaceView,
  name: N,
  payload: Payload<N>,
): Answer<Reply<N>> {
  const app = useApp();
  const { spaceId } = space;
  const connected = isConnected(space);
  const [round, setRound] = useState(0);
  const [held, setHeld] = useState<{ data: Reply<N> | null; problem: AppError | null }>({
    data: null,
    problem: null,
  });
  const asked = JSON.stringify(payload);
  useEffect(() => {
    // Each round and each new connection is a question of its own.
    void connected;
    void round;
    let current = true;
    void ask(app, spaceId, name, JSON.parse(asked)).then((answer) => {
      if (!current) return;
      setHeld(({ data }) =>
        answer.ok ? { data: answer.data, problem: null } : { data, problem: answer.error },
      );
    });
    return () => {
      current = false;
    };
  }, [app, spaceId, name, asked, connected, round]);
  const change = useCallback(
    (to: (data: Reply<N>) => Reply<N>) =>
      setHeld((now) => (now.data === null ? now : { ...now, data: to(now.data) })),
    [],
  );
  return { ...held, change, reload: () => setRound((now) => now + 1) };
}
