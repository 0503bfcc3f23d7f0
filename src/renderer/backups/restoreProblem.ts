import type { AppError } from '../../shared/ipc/contract.ts';

/** Why a space was not put back, by the key of its text. */
export function restoreProblem({ code }: AppError) {
  switch (code) {
    case 'not_found':
    case 'not_a_backup':
    case 'different_space':
    case 'client_too_old':
    case 'port_taken':
    case 'folder_locked':
    case 'full':
      return `backups.problems.${code}` as const;
    default:
      return 'backups.problems.other' as const;
  }
}
