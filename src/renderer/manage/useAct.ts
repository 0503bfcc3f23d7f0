import { useState } from 'react';
import type { AppError } from '../../shared/ipc/contract.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { QuestionName } from '../../shared/protocol/passedOn.ts';
import type { Payload, Reply } from '../../shared/protocol/requests.ts';
import { ask } from '../actions/ask.ts';
import { useApp } from '../store/AppContext.tsx';
import { useProblemWords } from './useProblemWords.ts';

export type Act = {
  busy: boolean;
  /** Why the last one was refused. */
  problem: string | undefined;
  /** Asks the server to do something; `null` where it refuses, and `problem` says why. */
  act<N extends QuestionName>(name: N, payload: Payload<N>): Promise<Reply<N> | null>;
};

/** Does things that cannot wait for a connection, one at a time. */
export function useAct({ spaceId }: SpaceView): Act {
  const app = useApp();
  const wordsOf = useProblemWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<AppError | null>(null);
  return {
    busy,
    problem: problem === null ? undefined : wordsOf(problem),
    async act(name, payload) {
      setBusy(true);
      const answer = await ask(app, spaceId, name, payload);
      setBusy(false);
      setProblem(answer.ok ? null : answer.error);
      return answer.ok ? answer.data : null;
    },
  };
}
