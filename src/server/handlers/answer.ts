import type { z } from 'zod';
import { parseUntrusted } from '../../shared/model/parseUntrusted.ts';
import { RequestError } from '../../shared/protocol/errors.ts';
import {
  isNoticeName,
  isRequestName,
  type NoticeName,
  notices,
  type Reply,
  type RequestName,
  requests,
} from '../../shared/protocol/requests.ts';
import type { Parsed } from '../store/Store.ts';
import type { Limiter } from './createLimiter.ts';
import type { RequestContext } from './Handler.ts';
import { handlers } from './handlers.ts';

/** What is wrong with a payload, beginning with the path of the field. */
export function describeIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'Invalid input';
  if (issue.code === 'unrecognized_keys')
    return `${toPath([...issue.path, issue.keys[0] ?? ''])}: is not a known field`;
  return issue.path.length === 0 ? issue.message : `${toPath(issue.path)}: ${issue.message}`;
}

const toPath = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
    .slice(0, 200);

/** Parses, counts and runs one request. Throws or rejects with `RequestError`, or with a fault of ours. */
export function answer(
  context: RequestContext,
  limiter: Limiter,
  name: string,
  payload: unknown,
): Promise<Reply<RequestName>> {
  if (!isRequestName(name)) {
    const known = isNoticeName(name) ? 'takes no acknowledgement' : 'is not a request of this protocol';
    throw new RequestError('invalid', `${JSON.stringify(name.slice(0, 64))} ${known}`);
  }
  return run(context, limiter, name, payload);
}

function run<N extends RequestName>(
  context: RequestContext,
  limiter: Limiter,
  name: N,
  payload: unknown,
): Promise<Reply<N>> {
  const handler = handlers[name];
  limiter.require(handler.limit, context.device.userId);
  // The table pairs each name with its schema, which the compiler cannot follow through the index.
  const schema = requests[name].payload as unknown as z.ZodType<Parsed<N>>;
  const parsed = parseUntrusted(schema, payload);
  if (!parsed.success) throw new RequestError('invalid', describeIssue(parsed.error));
  return handler.run(context, parsed.data);
}

/** A notice's payload, `undefined` when it is not sound. */
export function parseNotice<N extends NoticeName>(
  name: N,
  payload: unknown,
): z.output<(typeof notices)[N]> | undefined {
  // The table pairs each name with its schema, which the compiler cannot follow through the index.
  const schema = notices[name] as unknown as z.ZodType<z.output<(typeof notices)[N]>>;
  return parseUntrusted(schema, payload).data;
}
