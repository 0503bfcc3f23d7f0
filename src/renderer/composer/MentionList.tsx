import { useTranslation } from 'react-i18next';
import { Avatar } from '../ui/Avatar.tsx';
import type { Mentions } from './useMentions.ts';

/** The people who may be meant, above the field. The focus stays in the field. */
export function MentionList({ mentions }: { mentions: Mentions }) {
  const { t } = useTranslation();
  if (!mentions.open) return null;
  return (
    <div className="mentions" role="listbox" id={mentions.listId} aria-label={t('composer.mentions')}>
      {mentions.people.map((user, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and points here
        <div
          key={user.id}
          id={`${mentions.listId}-${index}`}
          role="option"
          aria-selected={index === mentions.active}
          className="mentions-person"
          onPointerDown={(event) => {
            event.preventDefault();
            mentions.choose(user);
          }}
        >
          <Avatar id={user.id} name={user.displayName} size="small" />
          <bdi className="one-line">{user.displayName}</bdi>
          <span className="mentions-username one-line">@{user.username}</span>
        </div>
      ))}
    </div>
  );
}
