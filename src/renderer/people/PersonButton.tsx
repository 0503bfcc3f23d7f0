import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserId } from '../../shared/model/ids.ts';
import { openCard } from '../actions/people.ts';
import { useApp } from '../store/AppContext.tsx';

/** A name or a picture that tells who that is. A picture beside the name is for the pointer alone. */
export function PersonButton(props: {
  userId: UserId;
  name: string;
  className?: string;
  picture?: boolean;
  /** Whether the Tab key stops here. */
  entry?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const app = useApp();
  const hidden = props.picture === true;
  return (
    <button
      type="button"
      className={`person-link ${props.className ?? ''}`}
      title={t('people.card', { name: props.name })}
      aria-hidden={hidden || undefined}
      tabIndex={hidden || props.entry === false ? -1 : 0}
      onClick={(event) => openCard(app, props.userId, event.currentTarget)}
    >
      {props.children}
    </button>
  );
}
