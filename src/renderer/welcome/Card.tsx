import { ChevronLeft } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';

/** A form with a way back, in the middle of the window. */
export function Card(props: {
  title: string;
  lead?: string;
  back?: (() => void) | undefined;
  /** Stands still while what is in it grows. */
  steady?: boolean;
  /** Is to be read before anything is pressed: its title takes the focus. */
  said?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (props.said) title.current?.focus();
  }, [props.said]);
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
          <h1 ref={title} className="welcome-card-title" dir="auto" tabIndex={props.said ? -1 : undefined}>
            {props.title}
          </h1>
          {props.lead !== undefined && <p className="welcome-card-lead">{props.lead}</p>}
        </header>
        {props.children}
      </section>
    </main>
  );
}
