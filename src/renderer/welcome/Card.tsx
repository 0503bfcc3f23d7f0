import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';

/** A form with a way back, in the middle of the window. */
export function Card(props: {
  title: string;
  lead?: string;
  back?: (() => void) | undefined;
  /** Stands still while what is in it grows. */
  steady?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <main className="welcome scrolls">
      <section className="welcome-card" data-steady={props.steady} aria-label={props.title}>
        {props.back !== undefined && (
          <Button look="quiet" className="welcome-card-back" onClick={props.back}>
            <ChevronLeft aria-hidden="true" />
            {t('app.back')}
          </Button>
        )}
        <header className="welcome-card-head">
          <h1 className="welcome-card-title" dir="auto">
            {props.title}
          </h1>
          {props.lead !== undefined && <p className="welcome-card-lead">{props.lead}</p>}
        </header>
        {props.children}
      </section>
    </main>
  );
}
