import { useEffect, useState } from 'react';

const SECOND = 1_000;
const MINUTE = 60;

/** How long something is still good, as `14:32`; `null` once it is over. `endsAt` by this computer's clock, in UTC milliseconds. */
export function useTimeLeft(endsAt: number): string | null {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil((endsAt - now) / SECOND);
  if (seconds <= 0) return null;
  return `${Math.floor(seconds / MINUTE)}:${String(seconds % MINUTE).padStart(2, '0')}`;
}
