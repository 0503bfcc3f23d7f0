import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { z } from 'zod';
import { parseUntrusted } from '../../shared/model/parseUntrusted.ts';
import { RequestError } from '../../shared/protocol/errors.ts';
import { describeIssue } from '../handlers/answer.ts';

/** `address` is where a request comes from, as limits count it. */
export type Env = { Bindings: HttpBindings; Variables: { address: string } };

/** A request's body by its schema; refuses with `invalid`, and the path of the field. */
export async function parseBody<S extends z.ZodType>(context: Context<Env>, schema: S): Promise<z.output<S>> {
  const text = await context.req.text();
  const parsed = parseUntrusted(schema, parseJson(text));
  if (!parsed.success) throw new RequestError('invalid', describeIssue(parsed.error));
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestError('invalid', 'The body is not JSON.');
  }
}
