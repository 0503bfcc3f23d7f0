import { useEffect, useState } from 'react';
import type { Status, User } from '../../shared/model/user.ts';
import { statusAt } from './status.ts';

/** The longest time that a timer of the browser takes, in milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What someone says of themselves, which goes by itself when it ends. */
export function useStatus(user: User | undefined): Status | undefined {
  const [now, setNow] = useState(Date.now);
  const expiresAt = user?.status?.expiresAt ?? null;
  useEffect(() => {
    if (expiresAt === null) return;
    const left = Math.min(LONGEST_TIMER_MS, Math.max(0, expiresAt - Date.now()));
    const timer = setTimeout(() => setNow(Date.now()), left);
    return () => clearTimeout(timer);
  }, [expiresAt]);
  return statusAt(user, now);
}

/** The emoji of someone's status, beside their name; the words are read aloud and shown on hover. */
export function StatusEmoji({ user }: { user: User | undefined }) {
  const status = useStatus(user);
  if (status?.emoji === undefined) return null;
  return (
    <span className="status-emoji" role="img" aria-label={status.text} title={status.text}>
      {status.emoji}
    </span>
  );
}
