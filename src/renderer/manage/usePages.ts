import { useCallback, useEffect, useState } from 'react';
import type { AppError } from '../../shared/ipc/contract.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { QuestionName } from '../../shared/protocol/passedOn.ts';
import type { Payload, Reply } from '../../shared/protocol/requests.ts';
import { ask } from '../actions/ask.ts';
import { useApp } from '../store/AppContext.tsx';
import { isConnected } from '../store/selectors.ts';
import type { Answer } from './useAnswer.ts';

type Lines<T> = { lines: readonly T[]; more: boolean };

export type Pages<T> = {
  answer: Answer<Lines<T>>;
  busy: boolean;
  /** Asks for the page after what is there; does nothing while one is on its way, or where nothing is left. */
  more(): void;
  /** Takes out what is not there any more. */
  remove(goes: (line: T) => boolean): void;
};

/**
 * A list that the server gives page by page. `linesOf` reads a page, `after` says where the one after a line begins;
 * neither may depend on anything that changes.
 */
export function usePages<N extends QuestionName, T>(
  space: SpaceView,
  name: N,
  payload: Payload<N>,
  linesOf: (reply: Reply<N>) => Lines<T>,
  after: (last: T) => Partial<Payload<N>>,
): Pages<T> {
  const app = useApp();
  const { spaceId } = space;
  const connected = isConnected(space);
  const asked = JSON.stringify(payload);
  const [round, setRound] = useState(0);
  const [held, setHeld] = useState<Lines<T> | null>(null);
  const [problem, setProblem] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round and each new connection is a question of its own
  useEffect(() => {
    let current = true;
    void ask(app, spaceId, name, JSON.parse(asked)).then((answer) => {
      if (!current) return;
      if (answer.ok) setHeld(linesOf(answer.data));
      setProblem(answer.ok ? null : answer.error);
    });
    return () => {
      current = false;
    };
  }, [app, spaceId, name, asked, connected, round]);
  const more = async () => {
    const last = held?.lines.at(-1);
    if (busy || held?.more !== true) return;
    // All of the page was taken out: what comes after is the beginning now.
    if (last === undefined) return setRound((now) => now + 1);
    setBusy(true);
    const answer = await ask(app, spaceId, name, { ...payload, ...after(last) });
    setBusy(false);
    setProblem(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    const next = linesOf(answer.data);
    // What was asked for anew meanwhile does not end where this page begins.
    setHeld((now) =>
      now?.lines.at(-1) === last ? { lines: [...now.lines, ...next.lines], more: next.more } : now,
    );
  };
  const change = useCallback(
    (to: (data: Lines<T>) => Lines<T>) => setHeld((now) => (now === null ? now : to(now))),
    [],
  );
  return {
    answer: { data: held, problem, reload: () => setRound((now) => now + 1), change },
    busy,
    more: () => void more(),
    remove: (goes) => change((now) => ({ ...now, lines: now.lines.filter((line) => !goes(line)) })),
  };
}
