import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';

/** A form with a way back, in the middle of the window. */
export function Card(props: {
  title: string;
  lead?: string;
  back?: (() => void) | undefined;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <main className="welcome scrolls">
      <section className="card" aria-label={props.title}>
        {props.back !== undefined && (
          <Button look="quiet" className="card-back" onClick={props.back}>
            <ChevronLeft aria-hidden="true" />
            {t('app.back')}
          </Button>
        )}
        <header className="card-head">
          <h1 className="card-title" dir="auto">
            {props.title}
          </h1>
          {props.lead !== undefined && <p className="card-lead">{props.lead}</p>}
        </header>
        {props.children}
      </section>
    </main>
  );
}
