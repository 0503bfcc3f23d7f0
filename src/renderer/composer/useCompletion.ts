import { type KeyboardEvent, type RefObject, useId, useMemo, useState } from 'react';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { completed, type Query, queryAt } from './completion.ts';
import { replaceInField } from './fieldText.ts';
import { type Offer, useOffers } from './useOffers.ts';

export type Completion = {
  open: boolean;
  sign: Query['sign'] | null;
  offers: readonly Offer[];
  active: number;
  listId: string;
  activeId: string | undefined;
  look(): void;
  close(): void;
  choose(offer: Offer): void;
  /** Tells whether the key was for the list. */
  onKeyDown(event: KeyboardEvent): boolean;
};

/** The query where the caret stands, if nothing is selected. */
const queryIn = (field: HTMLTextAreaElement | null): Query | null =>
  field === null || field.selectionStart !== field.selectionEnd
    ? null
    : queryAt(field.value, field.selectionStart);

/** Offers people, channels, emoji and commands while their sign is being typed. */
export function useCompletion(
  space: SpaceView,
  conversation: ConversationView,
  field: RefObject<HTMLTextAreaElement | null>,
  editing: boolean,
): Completion {
  const listId = useId();
  const [query, setQuery] = useState<Query | null>(null);
  const [active, setActive] = useState(0);
  const found = useOffers(space, conversation, query);
  // What is being edited was sent already: a command in it would not be carried out.
  const offers = useMemo(() => (editing && query?.sign === '/' ? [] : found), [editing, query, found]);
  const open = offers.length > 0;

  const look = () => {
    const next = queryIn(field.current);
    setQuery(next);
    if (next?.wanted !== query?.wanted || next?.sign !== query?.sign) setActive(0);
  };

  const choose = ({ words }: Offer) => {
    if (query === null || field.current === null) return;
    setQuery(null);
    replaceInField(field.current, query, completed(field.current.value, query, words));
  };

  const onKeyDown = (event: KeyboardEvent): boolean => {
    const offer = offers[active];
    if (!open || query === null || offer === undefined) return false;
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const enters = event.key === 'Enter' && !event.shiftKey;
    // A command that is written out is meant to be carried out.
    if (enters && query.sign === '/' && offer.words === `/${query.wanted}`) {
      setQuery(null);
      return false;
    }
    if (step !== undefined) setActive((active + step + offers.length) % offers.length);
    else if (event.key === 'Tab' || enters) choose(offer);
    else if (event.key === 'Escape') setQuery(null);
    else return false;
    event.preventDefault();
    return true;
  };

  return {
    open,
    sign: query?.sign ?? null,
    offers,
    active,
    listId,
    activeId: open ? `${listId}-${active}` : undefined,
    look,
    close: () => setQuery(null),
    choose,
    onKeyDown,
  };
}
