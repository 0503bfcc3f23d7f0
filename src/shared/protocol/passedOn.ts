import { z } from 'zod';
import { parseUntrusted } from '../model/parseUntrusted.ts';
import { type Payload, type RequestName, requests } from './requests.ts';

/**
 * Durable requests that a window may put into the outbox as they are: nothing has to be known of them on the way but
 * what `requests` says. The outbox gives them their `clientId`.
 */
export const queuedNames = [
  'conversation:change',
  'member:add',
  'member:remove',
  'member:role',
  'message:react',
  'message:pin',
  'entry:set',
  'schedule:set',
  'schedule:cancel',
  'reminder:set',
  'user:change',
  'notification:read',
  'message:report',
] as const satisfies RequestName[];
export type QueuedName = (typeof queuedNames)[number];

type WithoutClientId<T> = T extends unknown ? Omit<T, 'clientId'> : never;
/** A request with its payload, but for the client id. */
export type QueuedRequest = {
  [N in QueuedName]: { name: N; payload: WithoutClientId<Payload<N>> };
}[QueuedName];
export const queuedRequestSchema = namedRequest(queuedNames) as unknown as z.ZodType<
  QueuedRequest,
  QueuedRequest
>;

/** Requests that a window may make of the server as they are, for what is kept nowhere else. They need a connection. */
const questionNames = [
  'conversation:counts',
  'conversation:reads',
  'message:versions',
  'user:role',
  'user:state',
  'user:resetPassword',
  'password:change',
  'space:transfer',
  'space:rename',
  'space:announce',
  'session:list',
  'session:end',
  'session:endAll',
  'invite:create',
  'invite:speak',
  'invite:list',
  'invite:revoke',
  'report:list',
  'report:close',
  'token:create',
  'token:list',
  'token:revoke',
  'audit:list',
] as const satisfies RequestName[];
export type QuestionName = (typeof questionNames)[number];

export type Question = { [N in QuestionName]: { name: N; payload: Payload<N> } }[QuestionName];
export const questionSchema = namedRequest(questionNames) as unknown as z.ZodType<Question, Question>;

/** A name out of a list together with a payload by that name's schema. */
function namedRequest<N extends RequestName>(names: readonly [N, ...N[]]) {
  return z
    .strictObject({ name: z.enum(names), payload: z.record(z.string(), z.unknown()) })
    .superRefine(({ name, payload }, context) => {
      const issues = parseUntrusted(requests[name as RequestName].payload, payload).error?.issues ?? [];
      for (const { path, message } of issues)
        context.addIssue({ code: 'custom', path: ['payload', ...path], message });
    });
}
