import type { SpaceView } from '../../shared/ipc/views.ts';
import type { KeyMismatch } from '../../shared/model/trust.ts';

/**
 * A space stands still for its key: `changed` where another one was known, `first` where it was not encrypted until now, and
 * `lapsed` where its certificate, which was all that vouched for it, is not one any more that this system trusts.
 */
export type Mismatch = { kind: 'changed' | 'first' | 'lapsed'; keys: KeyMismatch };

/** What is the matter with a space's key; `null` when nothing is. */
export function mismatchOf({ connection, trust }: Pick<SpaceView, 'connection' | 'trust'>): Mismatch | null {
  if (connection.status !== 'stopped' || connection.reason !== 'untrusted') return null;
  const { expected, presented } = connection;
  const keys = { expected, presented };
  if (expected !== null) return { kind: 'changed', keys };
  return { kind: trust.kind === 'signed' ? 'lapsed' : 'first', keys };
}
