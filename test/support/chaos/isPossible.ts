import type { ErrorCode } from '../../../src/shared/protocol/errors.ts';

/** Why a server that is sound may refuse what people here do. */
const POSSIBLE: ReadonlySet<string> = new Set<ErrorCode>([
  'unauthorized',
  'forbidden',
  'not_found',
  'conflict',
  'rate_limited',
  'busy',
  'shutting_down',
]);
/** What people here do though it makes no sense, and are told so; a request that does not parse is a fault of the client's. */
const SENSELESS = [
  'userId: is your own; conversation:leave is for that',
  'memberIds: a group is of three people or more',
  // It was, until a restore.
  'replyTo: is not a message of this conversation',
];

/** Whether that can be said where neither the client nor the server has a fault; a full disk apart. */
export const isPossible = ({ code, message }: { code: string; message: string }): boolean =>
  POSSIBLE.has(code) || (code === 'invalid' && SENSELESS.includes(message));
