import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { changeConversation } from '../actions/governing.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { useRetentionWords } from './useRetentionWords.ts';

const offered = [1, 7, 30, 90, 365];
const GOOD = 'good';

/** For how long messages are kept here: to be read, and changed by who may. */
export function Retention(props: { space: SpaceView; conversation: ConversationView; mayChange: boolean }) {
  const words = useRetentionWords();
  const { space, conversation } = props;
  const { retentionDays } = conversation;
  if (!props.mayChange)
    return retentionDays === undefined ? null : <p className="field-hint">{words.kept(retentionDays)}</p>;
  return (
    <section className="retention">
      <Choice key={retentionDays ?? GOOD} space={space} conversation={conversation} />
    </section>
  );
}

function Choice({ space, conversation }: { space: SpaceView; conversation: ConversationView }) {
  const { t } = useTranslation();
  const app = useApp();
  const words = useRetentionWords();
  const held = String(conversation.retentionDays ?? GOOD);
  const [chosen, setChosen] = useState(held);
  const days = [...new Set([...offered, ...(held === GOOD ? [] : [Number(held)])])].sort((a, b) => a - b);
  const next = chosen === GOOD ? null : Number(chosen);
  // What is kept for less long than until now goes as soon as this is set.
  const isShorter = next !== null && (held === GOOD || next < Number(held));
  const apply = () => {
    const where = { spaceId: space.spaceId, conversationId: conversation.id };
    void changeConversation(app, where, { retentionDays: next });
  };
  return (
    <>
      <SelectField
        label={t('retention.title')}
        value={chosen}
        options={[
          { value: GOOD, label: t('retention.good') },
          ...days.map((count) => ({ value: String(count), label: words.days(count) })),
        ]}
        onChange={setChosen}
      />
      {chosen !== held && (
        <div className="retention-apply">
          <p role="status">{isShorter ? t('retention.warning') : t('retention.longer')}</p>
          <Button look={isShorter ? 'danger' : 'primary'} onClick={apply}>
            {t('retention.apply')}
          </Button>
        </div>
      )}
    </>
  );
}
