import type { AppError, Result } from '../../shared/ipc/contract.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { Question, QuestionName } from '../../shared/protocol/passedOn.ts';
import { type Payload, type Reply, requests } from '../../shared/protocol/requests.ts';
import type { App } from '../store/app.ts';

const unreadable: AppError = { code: 'internal', message: 'The answer could not be read.' };

/** Asks the server what is kept nowhere else, or to do what cannot wait; without a connection it is refused with `offline`. */
export async function ask<N extends QuestionName>(
  app: App,
  spaceId: SpaceId,
  name: N,
  payload: Payload<N>,
): Promise<Result<Reply<N>>> {
  // A name and its own payload, which the compiler does not follow through the table.
  const question = { name, payload } as Question;
  const answer = await app.api.call('server:ask', { spaceId, question });
  if (!answer.ok) return answer;
  const parsed = requests[name].reply.safeParse(answer.data);
  return parsed.success ? { ok: true, data: parsed.data as Reply<N> } : { ok: false, error: unreadable };
}
