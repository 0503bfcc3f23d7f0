import { useEffect, useState } from 'react';
import type { AppOutput, Result } from '../../shared/ipc/contract.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { useApp } from '../store/AppContext.tsx';

export type KeptBackups = AppOutput<'hosting:backups'>;

/** Which backups of a hosted space there are, asked again whenever that may have changed; `null` until it is known. */
export function useKeptBackups({ spaceId, hosting }: SpaceView, round: number): Result<KeptBackups> | null {
  const app = useApp();
  const [answer, setAnswer] = useState<Result<KeptBackups> | null>(null);
  const status = hosting?.status;
  const backups = hosting?.status === 'running' ? hosting.backups : null;
  const { folder, newest } = backups ?? {};
  const name = newest?.name;
  useEffect(() => {
    // Another folder, another newest backup and another start of the server are questions of their own.
    void [status, folder, name, round];
    let current = true;
    void app.api.call('hosting:backups', { spaceId }).then((answered) => current && setAnswer(answered));
    return () => {
      current = false;
    };
  }, [app, spaceId, status, folder, name, round]);
  return answer;
}
