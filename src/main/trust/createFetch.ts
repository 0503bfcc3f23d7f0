import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Fetch } from '../../client/connection/socketTransport.ts';

/** An answer longer than this is none of Parley's, in bytes. */
const MAX_ANSWER = 1024 * 1024;

/** One HTTP exchange over what `agentFor` connects by: within its time, of a bounded size, and wherever it was sent to. */
export const createFetch =
  (agentFor: (url: string) => Agent): Fetch =>
  async (url, { timeoutMs, method, headers, body }) => {
    const request = url.startsWith('https:') ? httpsRequest : httpRequest;
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      // With its length said, a body goes out in one piece.
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const asking = request(url, {
        method,
        headers: { ...headers, ...length },
        agent: agentFor(url),
        signal,
      });
      asking.on('response', resolve);
      asking.on('error', reject);
      asking.end(body);
    });
    const status = answer.statusCode ?? 0;
    const text = await readText(answer);
    return { ok: status >= 200 && status < 300, status, json: async () => JSON.parse(text) };
  };

async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_ANSWER) {
      answer.destroy();
      throw new Error('The answer is too long.');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
