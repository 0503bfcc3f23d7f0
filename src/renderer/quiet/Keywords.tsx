import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { entryKinds } from '../../shared/model/entry.ts';
import { changeKeywords } from '../actions/quiet.ts';
import { useApp } from '../store/AppContext.tsx';
import { useOwnEntries } from '../store/useEntries.ts';
import { Button } from '../ui/Button.tsx';
import { Chips } from '../ui/Chips.tsx';
import { Field } from '../ui/Field.tsx';

const none: readonly string[] = [];

/** Words that one is told of wherever they are said. */
export function Keywords({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const app = useApp();
  const words = useOwnEntries(space, 'keywords').get('own') ?? none;
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<'tooShort' | 'tooMany' | null>(null);
  const add = (event: FormEvent) => {
    event.preventDefault();
    const word = typed.trim();
    const isThere = words.some((one) => one.toLowerCase() === word.toLowerCase());
    if (!isThere) {
      const next = [...words, word];
      const { element } = entryKinds.keywords.value;
      if (!element.safeParse(word).success) return setWrong('tooShort');
      if (!entryKinds.keywords.value.safeParse(next).success) return setWrong('tooMany');
      void changeKeywords(app, space, (now) => [...now, word]);
    }
    setTyped('');
    return setWrong(null);
  };
  return (
    <form className="setting" onSubmit={add} noValidate>
      <Field
        label={t('quiet.keywords')}
        hint={t('quiet.keywordsHint')}
        value={typed}
        error={wrong === null ? undefined : t(`quiet.${wrong}`)}
        onChange={setTyped}
        after={
          <Button type="submit" size="small">
            {t('quiet.add')}
          </Button>
        }
      />
      <div className="quiet-row">
        <Chips
          label={t('quiet.keywords')}
          chips={words.map((word) => ({ key: word, name: word }))}
          removeLabel={(name) => t('quiet.remove', { word: name })}
          onRemove={(key) => void changeKeywords(app, space, (now) => now.filter((word) => word !== key))}
        />
      </div>
    </form>
  );
}
