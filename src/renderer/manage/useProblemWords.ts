import type { ParseKeys } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/ipc/contract.ts';

/** What is not the server's to say. */
const own: Partial<Record<AppError['code'], ParseKeys>> = {
  offline: 'error.offline',
  internal: 'error.internal',
  rate_limited: 'error.rateLimited',
};

/** Why something could not be had or done: in the server's words, where it was the server that refused. */
export function useProblemWords(): (problem: AppError) => string {
  const { t } = useTranslation();
  return ({ code, message }) => {
    const key = own[code];
    return key === undefined ? message : t(key);
  };
}
