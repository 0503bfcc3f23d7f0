import { Hash, Megaphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../ui/Avatar.tsx';
import type { Completion } from './useCompletion.ts';
import type { Offer } from './useOffers.ts';

const LABELS = {
  '@': 'composer.mentions',
  '#': 'composer.channels',
  ':': 'composer.emojis',
  '/': 'composer.commands',
} as const;

/** What may be meant by what is being typed, above the field. The focus stays in the field. */
export function CompletionList({ completion }: { completion: Completion }) {
  const { t } = useTranslation();
  const { open, sign, offers, active, listId, choose } = completion;
  if (!open || sign === null) return null;
  return (
    <div className="offers" role="listbox" id={listId} aria-label={t(LABELS[sign])}>
      {offers.map((offer, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and points here
        <div
          key={offer.key}
          id={`${listId}-${index}`}
          role="option"
          aria-selected={index === active}
          className="offer"
          onPointerDown={(event) => {
            event.preventDefault();
            choose(offer);
          }}
        >
          <OfferWords offer={offer} />
        </div>
      ))}
    </div>
  );
}

function OfferWords({ offer }: { offer: Offer }) {
  const { t } = useTranslation();
  switch (offer.kind) {
    case 'person':
      return (
        <>
          <Avatar id={offer.user.id} name={offer.user.displayName} size="small" />
          <bdi className="one-line">{offer.user.displayName}</bdi>
          <span className="offer-more one-line">@{offer.user.username}</span>
        </>
      );
    case 'audience':
      return (
        <>
          <span className="offer-place">
            <Megaphone className="offer-sign" aria-hidden="true" />
          </span>
          <span>@{offer.audience}</span>
          <span className="offer-more one-line">
            {offer.count === null
              ? t(`people.${offer.audience}Hint`)
              : t(`people.${offer.audience}Count`, { count: offer.count })}
          </span>
        </>
      );
    case 'channel':
      return (
        <>
          <Hash className="offer-sign" aria-hidden="true" />
          <bdi className="one-line">{offer.name}</bdi>
        </>
      );
    case 'emoji':
      return (
        <>
          <span className="offer-emoji" aria-hidden="true">
            {offer.character}
          </span>
          <span className="one-line">:{offer.name}:</span>
        </>
      );
    case 'command':
      return (
        <>
          <span className="offer-command">
            /{offer.command.name}
            {offer.command.args !== null && <span className="offer-more"> {t(offer.command.args)}</span>}
          </span>
          <span className="offer-more one-line">{t(offer.command.about)}</span>
        </>
      );
  }
}
