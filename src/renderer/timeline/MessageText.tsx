import { useMemo } from 'react';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectUsers } from '../store/selectors.ts';
import { splitText, type TextPart } from './messageText.ts';

/** A message's text with its links and mentions. Never anything but text: no markup of a message is ever run. */
export function MessageText(props: { text: string; mentions: readonly UserId[]; space: SpaceView }) {
  const { text, mentions, space } = props;
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const parts = useMemo(() => {
    const usernames = mentions.flatMap((id) => users[id]?.username.toLowerCase() ?? []);
    return splitText(text, new Set(usernames));
  }, [text, mentions, users]);
  const mine = space.username.toLowerCase();
  return parts.map((part, index) => {
    // A text never changes its order: it is replaced as a whole.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    return <Part key={index} part={part} mine={mine} />;
  });
}

function Part({ part, mine }: { part: TextPart; mine: string }) {
  const app = useApp();
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'mention':
      return (
        <span className="mention" data-me={part.username === mine || undefined}>
          {part.text}
        </span>
      );
    case 'link':
      return (
        <a
          href={part.url}
          title={part.url}
          onClick={(event) => {
            event.preventDefault();
            void app.api.call('links:open', { url: part.url });
          }}
        >
          {part.text}
        </a>
      );
  }
}
