import type { Payload, Reply, RequestName } from '../../shared/protocol/requests.ts';
import type { Clock } from '../clock.ts';
import type { Link, Outcome } from './Transport.ts';

/** How long a question may have to wait altogether, in milliseconds, before its refusal is told. */
const LONGEST_WAIT_MS = 10_000;
/** The wait where the server names none, in milliseconds. */
const DEFAULT_WAIT_MS = 1_000;

/**
 * Asks a server, and when it has enough of being asked (`rate_limited`), waits as long as it says and asks again. For
 * what somebody looks at and waits for: what is written goes through the outbox, which waits by itself.
 */
export async function askPatiently<N extends RequestName>(
  link: Pick<Link, 'request'>,
  clock: Pick<Clock, 'after'>,
  name: N,
  payload: Payload<N>,
): Promise<Outcome<Reply<N>>> {
  let waitedMs = 0;
  for (;;) {
    const answer = await link.request(name, payload);
    const waitMs = answer.ok ? undefined : waitAfter(answer);
    if (waitMs === undefined || waitedMs + waitMs > LONGEST_WAIT_MS) return answer;
    waitedMs += waitMs;
    await new Promise<void>((resolve) => {
      clock.after(waitMs, resolve);
    });
  }
}

function waitAfter({ failure }: Extract<Outcome<never>, { ok: false }>): number | undefined {
  if (failure.kind !== 'refused' || failure.error.code !== 'rate_limited') return undefined;
  // One that names no time, or none at all, must not be asked without a pause.
  return Math.max(1, failure.error.retryAfterMs ?? DEFAULT_WAIT_MS);
}
