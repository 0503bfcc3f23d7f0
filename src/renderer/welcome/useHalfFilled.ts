import { useEffect } from 'react';
import { useApp } from '../store/AppContext.tsx';
import type { Form } from './useForm.ts';

/** Lets it be known that a form holds what somebody has typed, so that nothing takes its place without a word. */
export function useHalfFilled({ isTouched }: Pick<Form<string>, 'isTouched'>): void {
  const app = useApp();
  useEffect(() => {
    app.store.setState({ halfFilled: isTouched });
    return () => app.store.setState({ halfFilled: false });
  }, [app, isTouched]);
}
