import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { type UserId, userIdSchema } from '../../shared/model/ids.ts';
import { type SessionId, sessionIdSchema } from '../store/Store.ts';

/** How long an access token is good for, in seconds. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;
const ALGORITHM = 'HS256';

const claimsSchema = z.object({ sub: userIdSchema, sid: sessionIdSchema });

/** Who an access token speaks for. */
export type Bearer = { userId: UserId; sessionId: SessionId };
export type TokenCheck = { ok: true; bearer: Bearer } | { ok: false; reason: 'invalid' | 'expired' };

/** Access tokens: JWTs signed with this server's own key, and taken with no other algorithm. */
export type Tokens = { sign(bearer: Bearer): string; check(token: string): TokenCheck };

export function createTokens(key: Buffer): Tokens {
  return {
    sign: ({ userId, sessionId }) =>
      jwt.sign({ sid: sessionId }, key, {
        algorithm: ALGORITHM,
        subject: userId,
        expiresIn: ACCESS_TOKEN_SECONDS,
      }),
    check(token) {
      try {
        const claims = claimsSchema.safeParse(jwt.verify(token, key, { algorithms: [ALGORITHM] }));
        if (!claims.success) return { ok: false, reason: 'invalid' };
        return { ok: true, bearer: { userId: claims.data.sub, sessionId: claims.data.sid } };
      } catch (error) {
        return { ok: false, reason: error instanceof jwt.TokenExpiredError ? 'expired' : 'invalid' };
      }
    },
  };
}
