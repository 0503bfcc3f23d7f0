import type { Failure, Link, Outcome, Transport } from '../../../../src/client/connection/Transport.ts';
import type { ClientId, Epoch, UserId } from '../../../../src/shared/model/ids.ts';
import type { Message } from '../../../../src/shared/model/message.ts';
import { parseEvent } from '../../../../src/shared/protocol/events.ts';
import type { Payload, RequestName } from '../../../../src/shared/protocol/requests.ts';
import type { Acknowledged, FromActor, Past } from './talk.ts';

type TurnedDown = Omit<FromActor & { type: 'turnedDown' }, 'type'>;
/** What of a reply a later look at the server can be held against. */
type Told = Pick<Acknowledged, 'message' | 'conversationId' | 'scheduled'>;

/**
 * Tells of everything that a server acknowledges on its way to the engine, before that acts on it: what is told here and then
 * missing on the server was acknowledged falsely. Own messages in events count as such, for they take rows out of the outbox too.
 */
export function observeTransport(
  transport: Transport,
  me: UserId,
  tell: (acknowledged: Acknowledged) => void,
  onStrange: (event: string, past: Past) => void,
  onSettled: (clientId: ClientId) => void,
  onRefused: (refused: TurnedDown) => void,
): Transport {
  let epoch: Epoch | undefined;

  function noteEvents(events: readonly unknown[]): void {
    if (epoch === undefined) return;
    for (const raw of events) {
      const parsed = parseEvent(raw);
      if (parsed.kind !== 'known')
        onStrange(`${parsed.kind}: ${JSON.stringify(raw).slice(0, 600)}`, { epoch });
      if (parsed.kind !== 'known' || parsed.event.type !== 'message.created') continue;
      const { message } = parsed.event.data;
      // Read from a stream, it carries the message as it stands now (S4).
      if (message.authorId === me) tell({ epoch, name: 'message:send', message });
    }
  }

  function noteReply(name: RequestName, data: object): void {
    if ('epoch' in data && 'streams' in data) {
      epoch = data.epoch as Epoch;
      for (const { events } of data.streams as { events: unknown[] }[]) noteEvents(events);
      return;
    }
    if (epoch === undefined || name === 'history') return;
    const told: Told = {};
    if ('message' in data && !isLeftBehind(data.message as Message, me))
      told.message = data.message as Message;
    if ('conversation' in data)
      told.conversationId = (data.conversation as { id: Acknowledged['conversationId'] & string }).id;
    if (name === 'schedule:set' && 'entry' in data)
      told.scheduled = (data.entry as { key: string }).key as ClientId;
    tell({ epoch, name, ...told });
  }

  function noteFailure(name: RequestName, clientId: ClientId | undefined, failure: Failure): void {
    const { kind } = failure;
    if (kind !== 'refused' && kind !== 'not_parley') return;
    const { code, message } = kind === 'refused' ? failure.error : { code: kind, message: failure.message };
    onRefused({ name, clientId, refusal: { code, message }, epoch });
  }

  return {
    ...transport,
    async health(address) {
      const health = await transport.health(address);
      if (health.ok) epoch = health.data.epoch;
      return health;
    },
    open(address, accessToken, listener): Link {
      const link = transport.open(address, accessToken, {
        ...listener,
        onEvents(events) {
          noteEvents(events);
          listener.onEvents(events);
        },
      });
      return {
        ...link,
        async request<N extends RequestName>(name: N, payload: Payload<N>) {
          const outcome = await link.request(name, payload);
          const clientId = 'clientId' in payload ? (payload.clientId as ClientId | undefined) : undefined;
          if (outcome.ok) noteReply(name, outcome.data);
          else noteFailure(name, clientId, outcome.failure);
          if (clientId && isLastWord(outcome)) onSettled(clientId);
          return outcome;
        },
      };
    },
  };
}

/**
 * Whether the message of a reply is not as it stands: who repeats a request about another's message (S5) and is no longer in its
 * conversation is answered with a blank that says it was deleted when it was written.
 */
const isLeftBehind = ({ authorId, text, createdAt, deletedAt }: Message, me: UserId): boolean =>
  authorId !== me && text === '' && deletedAt === createdAt;

/** Whether nothing is left to be tried: it was done, or refused for good. */
function isLastWord(outcome: Outcome<unknown>): boolean {
  if (outcome.ok) return true;
  const { failure } = outcome;
  return failure.kind === 'refused' ? !failure.error.retryable : failure.kind !== 'unreachable';
}
