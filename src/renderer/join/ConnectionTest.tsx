import { CircleCheck, CircleDashed, CircleX, LoaderCircle } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TestStep } from '../../shared/ipc/views.ts';
import { shownHost } from './shownHost.ts';
import type { Tested } from './useConnectionTest.ts';

const order = ['resolve', 'reach', 'tls', 'version'] as const;
const icons = { passed: CircleCheck, failed: CircleX, open: CircleDashed };

/** The way to a server, step by step: ticked, or explained. */
export function ConnectionTest({ tested: { address, steps } }: { tested: Tested }) {
  const { t } = useTranslation();
  const section = useRef<HTMLElement>(null);
  // Mostly it is below the edge of the window.
  useEffect(() => {
    if (steps !== undefined) section.current?.scrollIntoView({ block: 'nearest' });
  }, [steps]);
  const title = t('test.title', { address: shownHost(address) });
  const allPassed =
    steps !== null && steps !== 'failed' && steps.every(({ outcome }) => outcome === 'passed');
  return (
    <section ref={section} className="trial" aria-label={title}>
      <h2 className="field-label trial-title">{title}</h2>
      <div role="status">
        {steps === 'failed' ? (
          <p className="field-error">{t('error.internal')}</p>
        ) : steps === null ? (
          <Trying />
        ) : (
          <ol className="trial-steps">
            {steps.map((step) => (
              <Step key={step.step} step={step} />
            ))}
          </ol>
        )}
        {allPassed && <p className="trial-fine">{t('test.fine')}</p>}
      </div>
    </section>
  );
}

/** The steps as they will be, so that nothing moves when it is known how they went. */
function Trying() {
  const { t } = useTranslation();
  return (
    <>
      <span className="unseen">{t('test.working')}</span>
      <ol className="trial-steps" aria-hidden="true">
        {order.map((step) => (
          <li key={step} className="trial-step" data-outcome="open">
            <LoaderCircle className="turns" />
            <span className="trial-step-name">{t(`test.${step}`)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

function Step({ step: { step, outcome, detail, cause } }: { step: TestStep }) {
  const { t } = useTranslation();
  const Icon = icons[outcome];
  return (
    <li className="trial-step" data-outcome={outcome}>
      <Icon role="img" aria-label={t(`test.${outcome}`)} />
      <span className="trial-step-name">{t(`test.${step}`)}</span>
      {cause !== null && <span className="trial-step-cause">{t(`test.${cause}`)}</span>}
      {outcome === 'open' && <span className="trial-step-detail">{t('test.open')}</span>}
      {outcome !== 'open' && detail !== '' && (
        <span className="trial-step-detail" dir="auto">
          {detail}
        </span>
      )}
    </li>
  );
}
