import { Lock, LockOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Trust } from '../../shared/model/trust.ts';
import type { Vouched } from '../join/approach.ts';
import './trust.css';

const byVoucher = { link: 'trust.link', code: 'trust.spoken', compared: 'trust.compared' } as const;

/** How it is known that a server is the one that is meant, in a quiet line. */
export function KnownBy({ trust, vouched }: { trust: Trust; vouched: Vouched | null }) {
  const { t } = useTranslation();
  const Icon = trust.kind === 'plain' ? LockOpen : Lock;
  const kind = trust.kind === 'unknown' ? 'pinned' : trust.kind;
  return (
    <span className="known-by" data-plain={trust.kind === 'plain' || undefined}>
      <Icon aria-hidden="true" />
      <span>{t(vouched === null ? `trust.${kind}` : byVoucher[vouched])}</span>
    </span>
  );
}
