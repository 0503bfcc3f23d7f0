import { useCallback, useEffect, useRef } from 'react';
import { TYPING_EXPIRES_MS } from '../../shared/protocol/signals.ts';
import type { Where } from '../actions/messages.ts';
import { useApp } from '../store/AppContext.tsx';

/** More often than the signal expires, seldom enough to cost nothing. */
const RENEW_MS = TYPING_EXPIRES_MS / 2;

export type TypingSignal = {
  /** Writing goes on. An edit, or an emptied field, is no announcement of a message. */
  renew(text: string, editing: boolean): void;
  stop(): void;
};

/** Tells the others that something is being written here. */
export function useTypingSignal({ spaceId, conversationId }: Where): TypingSignal {
  const app = useApp();
  const toldAt = useRef<number | null>(null);
  const tell = useCallback(
    (typing: boolean) => void app.api.call('typing:set', { spaceId, conversationId, typing }),
    [app, spaceId, conversationId],
  );
  const stop = useCallback(() => {
    if (toldAt.current !== null) tell(false);
    toldAt.current = null;
  }, [tell]);
  const renew = useCallback(
    (text: string, editing: boolean) => {
      if (editing || text.trim() === '') {
        stop();
        return;
      }
      const now = performance.now();
      if (toldAt.current !== null && now - toldAt.current < RENEW_MS) return;
      toldAt.current = now;
      tell(true);
    },
    [tell, stop],
  );
  useEffect(() => stop, [stop]);
  return { renew, stop };
}
