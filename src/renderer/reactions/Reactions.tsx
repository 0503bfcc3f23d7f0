import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { Reaction } from '../../shared/model/message.ts';
import { useAppState } from '../store/AppContext.tsx';
import type { ShownMessage } from '../store/overlay.ts';
import { selectUsers } from '../store/selectors.ts';
import { useRow } from '../timeline/rowActions.ts';
import { TipAt } from '../ui/Tip.tsx';
import './reactions.css';
import { type Telling, useTelling } from './useTelling.ts';

/** So many people are told by name. */
const MOST_NAMED = 12;

/** The emoji that people have put to a message. */
export function Reactions({ message, space }: { message: ShownMessage; space: SpaceView }) {
  const { t } = useTranslation();
  const telling = useTelling();
  if (message.reactions.length === 0) return null;
  return (
    <ul className="reactions" aria-label={t('reactions.label')}>
      {message.reactions.map((reaction) => (
        <li key={reaction.emoji}>
          <Pill message={message} reaction={reaction} space={space} telling={telling} />
        </li>
      ))}
    </ul>
  );
}

function Pill(props: { message: ShownMessage; reaction: Reaction; space: SpaceView; telling: Telling }) {
  const { t } = useTranslation();
  const row = useRow();
  const { message, reaction, space, telling } = props;
  const { emoji, userIds } = reaction;
  const mine = userIds.includes(space.userId);
  const names = useNames(reaction, space);
  const told = telling.told?.emoji === emoji ? telling.told.element : null;
  return (
    <>
      <button
        type="button"
        className="reaction"
        aria-pressed={mine}
        aria-label={t('reactions.pill', { emoji, names })}
        disabled={!row.canMark(message)}
        {...telling.on(emoji)}
        onClick={() => telling.mayClick() && row.react(message, emoji, !mine)}
      >
        <span aria-hidden="true">{emoji}</span>
        <span className="figures" aria-hidden="true">
          {userIds.length}
        </span>
      </button>
      {told !== null && <TipAt anchor={told} label={names} onClose={telling.stop} />}
    </>
  );
}

/** Who put it there, oneself first. */
function useNames({ userIds }: Reaction, space: SpaceView): string {
  const { t } = useTranslation();
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  return useMemo(() => {
    const others = userIds.filter((id) => id !== space.userId);
    const named = others.map((id) => users[id]?.displayName ?? t('app.unknownPerson'));
    const all = others.length < userIds.length ? [t('reactions.you'), ...named] : named;
    const more = all.length - MOST_NAMED;
    const shown = more > 1 ? [...all.slice(0, MOST_NAMED), t('reactions.others', { count: more })] : all;
    return new Intl.ListFormat('en').format(shown);
  }, [userIds, users, space.userId, t]);
}
