import { use } from 'react';
import { audienceNames } from '../../shared/model/audience.ts';
import { markWords } from '../../shared/model/searchWords.ts';
import { openConversation } from '../actions/navigate.ts';
import { openCard } from '../actions/people.ts';
import { expandShortcodes } from '../emoji/shortcodes.ts';
import { useApp } from '../store/AppContext.tsx';
import { selectSpace, selectUsers } from '../store/selectors.ts';
import { ExternalLink } from './ExternalLink.tsx';
import { MarkdownContext, type Reading } from './MarkdownContext.ts';
import { splitText, type TextPart } from './splitText.ts';

/** A run of a message's text with the addresses, people, channels and emoji that it names. */
export function TextRun({ text }: { text: string }) {
  const reading = use(MarkdownContext);
  if (reading === null) return text;
  // A text never changes its order: it is replaced as a whole.
  // biome-ignore lint/suspicious/noArrayIndexKey: see above
  return splitText(text, reading).map((part, index) => <Part key={index} part={part} reading={reading} />);
}

function Part({ part, reading }: { part: TextPart; reading: Reading }) {
  switch (part.kind) {
    case 'text':
      return <Words text={expandShortcodes(part.text, reading.emoji)} />;
    case 'mention':
      return <Mention part={part} mine={reading.mine} />;
    case 'channel':
      return <ChannelName part={part} />;
    case 'link':
      return (
        <ExternalLink url={part.url}>
          <Words text={part.text} />
        </ExternalLink>
      );
  }
}

function Mention({ part, mine }: { part: Extract<TextPart, { kind: 'mention' }>; mine: string }) {
  const app = useApp();
  const { username, text } = part;
  if (audienceNames.some((name) => name === username))
    return (
      <span className="mention" data-me>
        <Words text={text} />
      </span>
    );
  const open = (anchor: Element) => {
    const state = app.store.getState();
    const space = selectSpace(state);
    const users = space === undefined ? [] : Object.values(selectUsers(state, space.spaceId));
    const user = users.find((one) => one.username.toLowerCase() === username);
    if (user !== undefined) openCard(app, user.id, anchor);
  };
  return (
    <button
      type="button"
      className="mention"
      data-me={username === mine || undefined}
      onClick={(event) => open(event.currentTarget)}
    >
      <Words text={text} />
    </button>
  );
}

function ChannelName({ part }: { part: Extract<TextPart, { kind: 'channel' }> }) {
  const app = useApp();
  const open = () => {
    const space = selectSpace(app.store.getState());
    if (space !== undefined) openConversation(app, space.spaceId, part.conversationId);
  };
  return (
    <button type="button" className="channel-name" onClick={open}>
      <Words text={part.text} />
    </button>
  );
}

/** Plain words, with those marked that were looked for. */
export function Words({ text }: { text: string }) {
  const marks = use(MarkdownContext)?.marks ?? [];
  if (marks.length === 0) return text;
  return markWords(text, marks).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: a text is replaced as a whole
    part.hit ? <mark key={index}>{part.text}</mark> : part.text,
  );
}
