import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Wrong, Wrongs } from './checks.ts';

export type Form<F extends string> = {
  values: Record<F, string>;
  busy: boolean;
  /** Whether something was typed that would be lost. */
  isTouched: boolean;
  /** What is wrong with a field, in words. */
  wrong(field: F | 'form'): string | undefined;
  /** What a field needs to be bound to this form. */
  bind(field: F): {
    name: string;
    value: string;
    error: string | undefined;
    onChange: (value: string) => void;
  };
  onSubmit(event: FormEvent<HTMLFormElement>): void;
  /** Something was found wrong otherwise than by sending; the focus stays where it is. */
  tell(wrongs: Wrongs<F>): void;
};

/**
 * The fields of a form, what is wrong with them, and that it is being sent. `check` is asked before sending; `send`
 * tells what the app found wrong. The first field with something wrong gets the focus.
 */
export function useForm<F extends string>(options: {
  initial: Record<F, string>;
  /** What is known to be wrong before anything was sent. */
  wrongs?: Wrongs<F>;
  check(values: Record<F, string>): Wrongs<F> | null;
  send(values: Record<F, string>): Promise<Wrongs<F> | null>;
}): Form<F> {
  const { t } = useTranslation();
  const [values, setValues] = useState(options.initial);
  const [wrongs, setWrongs] = useState<Wrongs<F>>(options.wrongs ?? {});
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);

  const words = (field: F | 'form'): string | undefined => {
    const found: Wrong | undefined = wrongs[field];
    return found === undefined ? undefined : t(found.key, found.values ?? {});
  };

  const told = useRef<HTMLFormElement | null>(null);
  const tell = (found: Wrongs<F>, form: HTMLFormElement) => {
    told.current = form;
    setWrongs(found);
  };
  // Once it is drawn: what is wrong may be a field that was not asked for before.
  useEffect(() => {
    const form = told.current;
    told.current = null;
    const first = Object.keys(wrongs).find((field) => field !== 'form');
    if (first !== undefined) form?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  }, [wrongs]);

  const submit = async (form: HTMLFormElement) => {
    const found = options.check(values);
    if (found !== null) {
      tell(found, form);
      return;
    }
    sending.current = true;
    setBusy(true);
    const refused = await options.send(values);
    sending.current = false;
    setBusy(false);
    if (refused !== null) tell(refused, form);
  };

  return {
    tell: setWrongs,
    values,
    busy,
    isTouched:
      values !== options.initial &&
      Object.keys(values).some((field) => values[field as F] !== options.initial[field as F]),
    wrong: words,
    bind: (field) => ({
      name: field,
      value: values[field],
      error: words(field),
      onChange: (value) => {
        setValues((now) => ({ ...now, [field]: value }));
        setWrongs((now) => ({ ...now, [field]: undefined, form: undefined }));
      },
    }),
    onSubmit: (event) => {
      event.preventDefault();
      if (!sending.current) void submit(event.currentTarget);
    },
  };
}
