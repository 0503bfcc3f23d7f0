import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import type { Answer } from './useAnswer.ts';
import { useProblemWords } from './useProblemWords.ts';

/** What the server has answered, or why it has not. */
export function Answered<T>(props: { answer: Answer<T>; children: (data: T) => ReactNode }) {
  const { t } = useTranslation();
  const wordsOf = useProblemWords();
  const { data, problem, reload } = props.answer;
  return (
    <>
      {problem !== null && (
        <p className="manage-problem" role="alert">
          <CircleAlert aria-hidden="true" />
          <span>{wordsOf(problem)}</span>
          <Button size="small" onClick={reload}>
            {t('app.tryAgain')}
          </Button>
        </p>
      )}
      {data === null && problem === null && <p className="manage-note">{t('manage.loading')}</p>}
      {data !== null && props.children(data)}
    </>
  );
}
