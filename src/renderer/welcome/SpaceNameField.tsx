import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../ui/Field.tsx';
import type { Form } from './useForm.ts';

/** What a new space is to be called: the first thing to type, in place of what it is called so far. */
export function SpaceNameField({ form }: { form: Pick<Form<'spaceName'>, 'bind'> }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  return (
    <Field
      {...form.bind('spaceName')}
      ref={input}
      label={t('spaceName.label')}
      placeholder={t('spaceName.placeholder')}
      hint={t('spaceName.hintNew')}
    />
  );
}
