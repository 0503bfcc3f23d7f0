import { addScheme, fromChromium, policyToChromium, schemeOf } from '../chromium/schemes.ts';

type Handler = (request: Request) => Response | Promise<Response>;
type Privileges = { standard?: boolean; secure?: boolean };
type PausedRequest = {
  url: string;
  method: string;
  headers: Record<string, string>;
  postDataEntries?: { bytes?: string }[];
};
/** The answer in the form that `Fetch.fulfillRequest` wants. */
export type Fulfilment = {
  responseCode: number;
  responseHeaders: { name: string; value: string }[];
  body: string;
};

const handlers = new Map<string, Handler>();
const privileged = new Map<string, Privileges>();

/**
 * `protocol`: the app's own handlers really answer, through interception of Chromium's requests. Responses are
 * gathered whole before they are passed on; Electron streams them.
 */
export const protocol = {
  registerSchemesAsPrivileged(schemes: { scheme: string; privileges?: Privileges }[]): void {
    for (const { scheme, privileges } of schemes) {
      privileged.set(scheme, privileges ?? {});
      addScheme(scheme);
    }
  },
  handle(scheme: string, handler: Handler): void {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    if (!['http', 'https', 'file'].includes(scheme) && !privileged.get(scheme)?.standard) {
      throw new Error(
        `The stand-in serves standard schemes only: register '${scheme}' as privileged before ready.`,
      );
    }
    handlers.set(scheme, handler);
  },
  unhandle(scheme: string): void {
    if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
};

/** Answers a request of a page through the app's handler; `undefined` when the address has no custom scheme. */
export async function answerRequest(request: PausedRequest): Promise<Fulfilment | undefined> {
  const scheme = schemeOf(request.url);
  if (scheme === undefined) return undefined;
  const handler = handlers.get(scheme);
  if (handler === undefined) throw new Error(`No handler for ${fromChromium(request.url)}`);
  const response = await handler(toRequest(request));
  return fulfilment(response);
}

function toRequest({ url, method, headers, postDataEntries }: PausedRequest): Request {
  const body = Buffer.concat((postDataEntries ?? []).map(({ bytes }) => Buffer.from(bytes ?? '', 'base64')));
  return new Request(fromChromium(url), { method, headers, ...(body.length > 0 && { body }) });
}

async function fulfilment(response: Response): Promise<Fulfilment> {
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  const responseHeaders = [...response.headers].map(([name, value]) => ({
    name,
    value: name === 'content-security-policy' ? policyToChromium(value) : value,
  }));
  return { responseCode: response.status, responseHeaders, body };
}
