import { type ReactNode, useMemo } from 'react';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { type Audience, audienceNames } from '../../shared/model/audience.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { hasShortcode } from '../emoji/shortcodes.ts';
import { useEmoji } from '../emoji/useEmoji.ts';
import { Markdown } from '../markdown/Markdown.tsx';
import { MarkdownContext } from '../markdown/MarkdownContext.ts';
import { parseMarkdown } from '../markdown/parseMarkdown.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectChannelNames, selectUsers } from '../store/selectors.ts';

type Props = {
  text: string;
  mentions: readonly UserId[];
  /** Whom it calls besides. */
  audience?: Audience | null;
  space: SpaceView;
  /** Words to mark, as a search does. */
  marks?: readonly string[];
  lead?: ReactNode;
  tail?: ReactNode;
};

const none: readonly string[] = [];

/** A message's text with its Markdown, links, mentions and emoji. No markup of a message is ever run. */
export function MessageText({ text, mentions, space, audience = null, marks = none, lead, tail }: Props) {
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const channels = useAppState((state) => selectChannelNames(state, space.spaceId));
  const emoji = useEmoji(hasShortcode(text))?.byName ?? null;
  const mine = space.username.toLowerCase();
  const reading = useMemo(() => {
    const usernames = new Set<string>(mentions.flatMap((id) => users[id]?.username.toLowerCase() ?? []));
    if (audience !== null) for (const name of audienceNames) usernames.add(name);
    return { usernames, channels, emoji, marks, mine };
  }, [mentions, audience, users, channels, emoji, marks, mine]);
  return (
    <MarkdownContext value={reading}>
      <Markdown tree={parseMarkdown(text)} lead={lead} tail={tail} />
    </MarkdownContext>
  );
}
