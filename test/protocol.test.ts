import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ACCESS_TOKEN_SECONDS } from '../src/server/auth/createTokens.ts';
import { handlers } from '../src/server/handlers/handlers.ts';
import { defaultLimits } from '../src/server/limits.ts';
import { conversationExtras } from '../src/shared/model/conversation.ts';
import { entryKinds } from '../src/shared/model/entry.ts';
import { messageExtras } from '../src/shared/model/message.ts';
import { figuresSchema, inviteSchema, serviceTokenSchema } from '../src/shared/model/running.ts';
import { MAX_TEXT_LENGTH } from '../src/shared/model/text.ts';
import { userExtras } from '../src/shared/model/user.ts';
import {
  errorCodeSchema,
  isRetryable,
  refusalCodeSchema,
  wireErrorSchema,
} from '../src/shared/protocol/errors.ts';
import { envelopeSchema, eventData, parseEvent } from '../src/shared/protocol/events.ts';
import {
  healthSchema,
  httpErrorSchema,
  loginPayloadSchema,
  notifiedSchema,
  notifyOnePayloadSchema,
  notifyPayloadSchema,
  provedSchema,
  provePayloadSchema,
  refreshPayloadSchema,
  registerPayloadSchema,
  routes,
  sessionSchema,
  socketHealthSchema,
} from '../src/shared/protocol/http.ts';
import { refusedSchema } from '../src/shared/protocol/refused.ts';
import { notices, requests } from '../src/shared/protocol/requests.ts';
import {
  PRESENCE_EVERY_MS,
  READS_EVERY_MS,
  SEEN_BY_MAX_MEMBERS,
  signalSchema,
  TYPING_EXPIRES_MS,
} from '../src/shared/protocol/signals.ts';
import {
  HISTORY_MAX_LIMIT,
  SNAPSHOT_MESSAGES,
  SYNC_MAX_BEHIND,
  SYNC_MAX_BYTES,
  SYNC_MAX_EVENTS,
} from '../src/shared/protocol/sync.ts';
import { DEFAULT_PORT, PROTOCOL_VERSION } from '../src/shared/protocol/version.ts';
import { type Block, parseBlocks, parseExample, readProtocol } from './support/docs/protocolDocument.ts';
import { missingFields } from './support/docs/shapes.ts';

const document = readProtocol();
const blocks = parseBlocks(document);
const having = (...words: string[]): Block[] =>
  blocks.filter((block) => words.every((word, at) => block.words[at] === word));

const refusalSchema = z.strictObject({ ok: z.literal(false), error: wireErrorSchema });
const connectErrorSchema = z.strictObject({
  message: z.string(),
  data: z.strictObject({ code: refusalCodeSchema }),
});
const handshakeSchema = z.strictObject({ token: z.string(), protocol: z.int() });
const openSchema = z.strictObject({
  sid: z.string(),
  upgrades: z.array(z.string()),
  pingInterval: z.int(),
  pingTimeout: z.int(),
  maxPayload: z.int(),
});
const eventSchema = envelopeSchema.refine(
  (event) => parseEvent(event).kind === 'known',
  'of a known type and shape',
);

/** Fields that most things do not have: shown once, not wherever they may stand. */
const extras: Record<string, z.ZodRawShape> = {
  message: messageExtras,
  conversation: conversationExtras,
  user: userExtras,
  invite: { resting: inviteSchema.shape.resting },
  serviceToken: { resting: serviceTokenSchema.shape.resting },
};
const extraNames = new Set(Object.values(extras).flatMap((shape) => Object.keys(shape)));
const isOfExtras = (path: string): boolean =>
  path.split('.').some((name, at) => at > 0 && extraNames.has(name));

/** What each kind of example is checked with; `json http …` has a table of its own. */
const schemas = new Map<string, z.ZodType>([
  ...Object.entries(requests).flatMap(([name, { payload, reply }]): [string, z.ZodType][] => [
    [`request ${name}`, payload],
    [`reply ${name}`, reply],
    [`refusal ${name}`, refusalSchema],
  ]),
  ...Object.entries(notices).map(([name, payload]): [string, z.ZodType] => [`notice ${name}`, payload]),
  ...Object.keys(eventData).map((type): [string, z.ZodType] => [`event ${type}`, eventSchema]),
  ...signalSchema.options.map((option): [string, z.ZodType] => [`signal ${option.shape.type.value}`, option]),
  ...refusalCodeSchema.options.map((code): [string, z.ZodType] => [
    `connect_error ${code}`,
    connectErrorSchema,
  ]),
  ...Object.entries(extras).map(([thing, shape]): [string, z.ZodType] => [
    `extras ${thing}`,
    z.strictObject(shape),
  ]),
  ...Object.entries(entryKinds).map(([kind, { value }]): [string, z.ZodType] => [`entry ${kind}`, value]),
  ['handshake', handshakeSchema],
  ['packet open', openSchema],
  ['packet events', z.array(eventSchema).min(2)],
  ['packet signals', z.array(signalSchema).min(1)],
  ['packet refused', refusedSchema],
  ['packet figures', figuresSchema],
]);

/** Each route with what it takes and gives; metrics and an empty answer are text. */
const http: Record<string, { method: 'GET' | 'POST'; request?: z.ZodType; response?: z.ZodType }> = {
  [routes.health]: { method: 'GET', response: healthSchema },
  [routes.metrics]: { method: 'GET' },
  [routes.socketHealth]: { method: 'GET', response: socketHealthSchema },
  [routes.register]: { method: 'POST', request: registerPayloadSchema, response: sessionSchema },
  [routes.login]: { method: 'POST', request: loginPayloadSchema, response: sessionSchema },
  [routes.refresh]: { method: 'POST', request: refreshPayloadSchema, response: sessionSchema },
  [routes.logout]: { method: 'POST', request: refreshPayloadSchema },
  [routes.prove]: { method: 'POST', request: provePayloadSchema, response: provedSchema },
  [routes.notifyOne]: { method: 'POST', request: notifyOnePayloadSchema, response: notifiedSchema },
  [routes.notify]: { method: 'POST', request: notifyPayloadSchema, response: notifiedSchema },
  [routes.announce]: { method: 'POST', request: notifyOnePayloadSchema, response: notifiedSchema },
};

/** The schema of an example, `undefined` for one that is of nothing there is. */
function schemaOf({ words }: Block): z.ZodType | undefined {
  if (words[0] !== 'http') return schemas.get(words.join(' '));
  const [, method, path = '', side, status] = words;
  const route = http[path];
  if (route === undefined || route.method !== method) return undefined;
  if (side === 'request') return route.request;
  return Number(status) < 400 ? route.response : httpErrorSchema;
}

const isProse = ({ words: [first = ''] }: Block): boolean =>
  ['story', 'limits', 'rate-limits'].includes(first);
const isText = ({ words }: Block): boolean =>
  words.join(' ') === `http GET ${routes.metrics} response 200` ||
  words.join(' ') === `http POST ${routes.logout} response 204`;
const examples = blocks.filter((block) => !isProse(block) && !isText(block));
/** What the server is to refuse, and why says the refusal that follows it. */
const isMalformed = ({ attributes }: Block): boolean => attributes['malformed'] === 'yes';
const titled = (all: Block[]) =>
  all.map((block) => [`line ${block.line}, ${block.words.join(' ')}`, block] as const);

describe('an example of docs/protocol.md', () => {
  it.each(titled(examples.filter((block) => !isMalformed(block))))(
    '%s parses and holds nothing unknown',
    (_title, block) => {
      const schema = schemaOf(block);
      expect(schema, 'is of something that exists').toBeDefined();
      const value = parseExample(block);
      // Schemas of what comes down drop what they do not know: what is left must be all there was.
      expect(schema?.parse(value)).toEqual(value);
    },
  );

  it.each(titled(examples.filter(isMalformed)))('%s does not parse, as it says', (_title, block) => {
    expect(schemaOf(block)?.safeParse(parseExample(block)).success).toBe(false);
  });

  const goesUp = ({ words: [kind, , , side] }: Block) =>
    kind === 'request' || kind === 'notice' || side === 'request';
  it.each(titled(examples.filter(goesUp)))('%s is refused with a field more', (_title, block) => {
    const more = { ...(parseExample(block) as object), unheardOf: 1 };
    expect(schemaOf(block)?.safeParse(more).success).toBe(false);
  });
});

describe('docs/protocol.md', () => {
  const kinds = [...schemas.keys()].filter((kind) => !kind.startsWith('refusal '));
  it.each(kinds)('has an example of %s', (kind) => {
    expect(having(...kind.split(' '))).not.toEqual([]);
  });

  it('has a heading and an answer for every route, and no other', () => {
    const headings = [...document.matchAll(/^### (GET|POST) (\S+)$/gm)].map(([, method, path]) => [
      method,
      path,
    ]);
    expect(headings.sort()).toEqual(
      Object.values(routes)
        .map((path) => [http[path]?.method, path])
        .sort(),
    );
    for (const path of Object.values(routes)) {
      const method = http[path]?.method ?? '';
      expect(having('http', method, path, 'response'), path).not.toEqual([]);
      if (http[path]?.request) expect(having('http', method, path, 'request'), path).not.toEqual([]);
    }
  });

  it('has a heading for every request and notice, and no other', () => {
    const section = document.slice(document.indexOf('\n## 5.'), document.indexOf('\n## 6.'));
    const headings = [...section.matchAll(/^### (\S+)$/gm)].map(([, name]) => name);
    expect(headings.sort()).toEqual([...Object.keys(requests), ...Object.keys(notices)].sort());
  });

  const fields: [string, z.ZodType, Block[]][] = [
    ...[...schemas]
      .filter(([kind]) => !/^(event|packet (events|signals)|connect_error|refusal)/.test(kind))
      .map(([kind, schema]): [string, z.ZodType, Block[]] => [kind, schema, having(...kind.split(' '))]),
    ...Object.entries(http).flatMap(
      ([path, { method, request, response }]): [string, z.ZodType, Block[]][] => [
        ...(request
          ? [
              [`${path} request`, request, having('http', method, path, 'request')] as [
                string,
                z.ZodType,
                Block[],
              ],
            ]
          : []),
        ...(response
          ? [
              [`${path} response`, response, having('http', method, path, 'response')] as [
                string,
                z.ZodType,
                Block[],
              ],
            ]
          : []),
      ],
    ),
    ['a refusal', refusalSchema, having('refusal')],
  ];
  it.each(fields)('shows every field of %s', (_title, schema, all) => {
    const missing = missingFields(schema, all.map(parseExample));
    expect(missing.filter((path) => !isOfExtras(path))).toEqual([]);
  });

  it.each(Object.entries(eventData))('shows every field of the data of %s', (type, schema) => {
    const data = having('event', type).map((block) => envelopeSchema.parse(parseExample(block)).data);
    expect(missingFields(schema, data).filter((path) => !isOfExtras(path))).toEqual([]);
  });

  it.each(
    examples.filter(({ words: [kind] }) => kind === 'event' || kind === 'signal' || kind === 'connect_error'),
  )('calls the example on line $line what it is', (block) => {
    const value = parseExample(block) as { type?: string; data?: { code?: string } };
    const isError = block.words[0] === 'connect_error';
    expect(isError ? value.data?.code : value.type).toBe(block.words[1]);
  });

  it.each(errorCodeSchema.options)(
    'says when %s occurs, with an example, and whether to try again',
    (code) => {
      const row = document
        .split('\n')
        .find((line) => line.startsWith(`| \`${code}\` |`) && / (yes|no) \|$/.test(line));
      expect(row?.endsWith('yes |')).toBe(isRetryable(code));
      const shown = having('refusal').map((block) => refusalSchema.parse(parseExample(block)).error);
      const examplesOfIt = shown.filter((error) => error.code === code);
      expect(examplesOfIt).not.toEqual([]);
      for (const { retryable } of examplesOfIt) expect(retryable).toBe(isRetryable(code));
    },
  );

  it('tells the limits as they are', () => {
    expect(having('limits').map(parseExample)).toEqual([
      {
        textLength: MAX_TEXT_LENGTH,
        syncEvents: SYNC_MAX_EVENTS,
        syncBytes: SYNC_MAX_BYTES,
        syncBehind: SYNC_MAX_BEHIND,
        snapshotMessages: SNAPSHOT_MESSAGES,
        historyLimit: HISTORY_MAX_LIMIT,
        typingExpiresMs: TYPING_EXPIRES_MS,
        presenceEveryMs: PRESENCE_EVERY_MS,
        readsEveryMs: READS_EVERY_MS,
        seenByMaxMembers: SEEN_BY_MAX_MEMBERS,
        accessTokenSeconds: ACCESS_TOKEN_SECONDS,
        protocol: PROTOCOL_VERSION,
        port: DEFAULT_PORT,
      },
    ]);
    expect(having('rate-limits').map(parseExample)).toEqual([defaultLimits]);
  });

  it.each(Object.entries(handlers))('names the bucket of %s', (name, { limit }) => {
    const row = document.split('\n').find((line) => line.startsWith(`| \`${limit}\` |`));
    expect(row).toContain(`\`${name}\``);
  });
});
