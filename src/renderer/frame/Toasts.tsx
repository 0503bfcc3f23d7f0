import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { dropToast } from '../actions/navigate.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import type { Toast } from '../store/navigation.ts';
import { IconButton } from '../ui/Button.tsx';
import './toasts.css';

/** Long enough to be read twice. */
const SHOWN_MS = 6_000;

function OneToast({ toast }: { toast: Toast }) {
  const app = useApp();
  const { t } = useTranslation();
  useEffect(() => {
    const timer = setTimeout(() => dropToast(app, toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [app, toast.id]);
  return (
    <div className="toast" data-kind={toast.kind}>
      <span>{t(toast.text)}</span>
      <IconButton size="small" label={t('toast.dismiss')} onClick={() => dropToast(app, toast.id)}>
        <X />
      </IconButton>
    </div>
  );
}

/** Short words about what has no place of its own. */
export function Toasts() {
  const toasts = useAppState((state) => state.toasts);
  return (
    <div className="toasts" role="status">
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
    </div>
  );
}
