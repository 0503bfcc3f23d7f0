import { createHmac } from 'node:crypto';
import { proofText } from '../../shared/model/spokenCode.ts';
import type { Pin } from '../../shared/model/trust.ts';

/**
 * Shows who knows a spoken code that this server knows it too, and which key it has itself: whoever is in between has
 * another one, and can make no proof that fits it without the code.
 */
export const proofOf = (key: Buffer, pin: Pin, nonce: string): string =>
  createHmac('sha256', key).update(proofText(pin, nonce)).digest('base64url');
