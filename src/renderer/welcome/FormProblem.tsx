import { CircleAlert } from 'lucide-react';

/** What is wrong with a form as a whole. */
export function FormProblem({ words }: { words: string | undefined }) {
  return (
    <div role="alert" className="form-problem">
      {words !== undefined && (
        <p>
          <CircleAlert aria-hidden="true" />
          {words}
        </p>
      )}
    </div>
  );
}
