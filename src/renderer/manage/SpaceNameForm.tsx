import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { checkSpaceName } from '../welcome/checks.ts';
import { useAct } from './useAct.ts';

/** What the space is called, to be changed for everyone. */
export function SpaceNameForm({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const act = useAct(space);
  /** `null` as long as it is what the space is called. */
  const [typed, setTyped] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState(false);
  const name = typed ?? space.name;
  const wrong = checkSpaceName(name);
  const problem = wrong === null ? act.problem : t(wrong.key, wrong.values ?? {});
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (act.busy || wrong !== null) return;
    const done = await act.act('space:rename', { name: name.trim() });
    setSaved(done !== null);
    if (done !== null) setTyped(null);
  };
  return (
    <form className="manage-form" onSubmit={(event) => void submit(event)} noValidate>
      <Field
        data-settled
        label={t('spaceName.label')}
        value={name}
        hint={saved ? t('spaceName.saved') : t('spaceName.hint')}
        error={tried ? problem : undefined}
        onChange={(next) => {
          setTyped(next);
          setTried(false);
          setSaved(false);
        }}
        after={
          <Button type="submit" size="small" look="primary" aria-busy={act.busy}>
            {t('spaceName.save')}
          </Button>
        }
      />
      <p className="unseen" role="status">
        {saved && t('spaceName.saved')}
      </p>
    </form>
  );
}
