import { ExternalLink } from './ExternalLink.tsx';
import { oneLine } from './plainText.ts';
import { Spoiler } from './Spoiler.tsx';
import { TextRun, Words } from './TextRun.tsx';
import type { Inline } from './tree.ts';

const ELEMENTS = { strong: 'strong', emphasis: 'em', strike: 's' } as const;

/** The parts of a line. Nothing of a message is ever run as markup: each part is an element made here. */
export const InlineText = ({ children }: { children: readonly Inline[] }) =>
  children.map((inline, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: a message is replaced as a whole
    return <Part key={index} inline={inline} />;
  });

function Part({ inline }: { inline: Inline }) {
  switch (inline.kind) {
    case 'text':
      return <TextRun text={inline.text} />;
    case 'code':
      return (
        <code className="code-span">
          <Words text={inline.text} />
        </code>
      );
    case 'link':
      return (
        <ExternalLink url={inline.url}>
          <LinkWords>{inline.children}</LinkWords>
        </ExternalLink>
      );
    case 'spoiler':
      return (
        <Spoiler hidden={oneLine(inline.children)}>
          <InlineText>{inline.children}</InlineText>
        </Spoiler>
      );
    default: {
      const Element = ELEMENTS[inline.kind];
      return (
        <Element>
          <InlineText>{inline.children}</InlineText>
        </Element>
      );
    }
  }
}

/** The words of a link: what is in them leads nowhere else. */
const LinkWords = ({ children }: { children: readonly Inline[] }) =>
  children.map((inline, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: a message is replaced as a whole
    return <LinkPart key={index} inline={inline} />;
  });

function LinkPart({ inline }: { inline: Inline }) {
  if (inline.kind === 'text') return <Words text={inline.text} />;
  if (inline.kind === 'code') return <Part inline={inline} />;
  // What is hidden would have to be shown by the same click that follows the link.
  if (inline.kind === 'spoiler') return oneLine([inline]);
  const Element = inline.kind === 'link' ? 'span' : ELEMENTS[inline.kind];
  return (
    <Element>
      <LinkWords>{inline.children}</LinkWords>
    </Element>
  );
}
