import { Square, SquareCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeBlock } from './CodeBlock.tsx';
import { InlineText } from './InlineText.tsx';
import './markdown.css';
import type { Block, ListItem, MarkdownTree, TableCell } from './tree.ts';

type Props = {
  tree: MarkdownTree;
  /** Stands in the first line, before its words. */
  lead?: ReactNode;
  /** Stands in the last line, behind its words. */
  tail?: ReactNode;
};

/** A message's text as elements. */
export function Markdown({ tree, lead, tail }: Props) {
  const [only] = tree;
  if (tree.length === 1 && only?.kind === 'paragraph') {
    return (
      <>
        {lead}
        <InlineText>{only.children}</InlineText>
        {tail}
      </>
    );
  }
  const [leads, ends] = [tree[0]?.kind === 'paragraph', tree.at(-1)?.kind === 'paragraph'];
  return (
    <>
      {!leads && lead}
      {tree.map((block, index) => (
        <BlockView
          // biome-ignore lint/suspicious/noArrayIndexKey: a message is replaced as a whole
          key={index}
          block={block}
          lead={index === 0 && lead}
          tail={index === tree.length - 1 && tail}
        />
      ))}
      {!ends && tail}
    </>
  );
}

const Blocks = ({ tree }: { tree: MarkdownTree }) =>
  tree.map((block, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: a message is replaced as a whole
    return <BlockView key={index} block={block} />;
  });

function BlockView({ block, lead, tail }: { block: Block; lead?: ReactNode; tail?: ReactNode }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p dir="auto">
          {lead}
          <InlineText>{block.children}</InlineText>
          {tail}
        </p>
      );
    case 'heading':
      return (
        <Heading level={block.level}>
          <InlineText>{block.children}</InlineText>
        </Heading>
      );
    case 'quote':
      return (
        <blockquote dir="auto">
          <Blocks tree={block.blocks} />
        </blockquote>
      );
    case 'list':
      return <List {...block} />;
    case 'code':
      return <CodeBlock language={block.language} text={block.text} />;
    case 'table':
      return <Table head={block.head} rows={block.rows} />;
    case 'rule':
      return <hr />;
  }
}

/**
 * A message is no chapter of the window: for those who go from heading to heading each is one below the conversation's
 * name, whatever its size.
 */
const Heading = ({ level, children }: { level: number; children: ReactNode }) => (
  <h2 className="heading" data-level={level} dir="auto">
    {children}
  </h2>
);

function List(props: { ordered: boolean; start: number; items: readonly ListItem[] }) {
  const items = props.items.map((item, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: a message is replaced as a whole
    return <Item key={index} item={item} />;
  });
  return props.ordered ? (
    <ol start={props.start} dir="auto">
      {items}
    </ol>
  ) : (
    <ul dir="auto">{items}</ul>
  );
}

function Item({ item }: { item: ListItem }) {
  const { t } = useTranslation();
  const [first, ...rest] = item.blocks;
  const Sign = item.done ? SquareCheck : Square;
  return (
    <li data-task={item.done === null ? undefined : item.done}>
      {item.done !== null && (
        <Sign
          className="task-sign"
          role="img"
          aria-label={t(item.done ? 'markdown.taskDone' : 'markdown.taskOpen')}
        />
      )}
      {first?.kind === 'paragraph' ? (
        <InlineText>{first.children}</InlineText>
      ) : (
        first && <BlockView block={first} />
      )}
      <Blocks tree={rest} />
    </li>
  );
}

function Table({ head, rows }: { head: readonly TableCell[]; rows: readonly (readonly TableCell[])[] }) {
  const { t } = useTranslation();
  const cells = (Cell: 'th' | 'td', row: readonly TableCell[]) =>
    row.map(({ align, children }, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a message is replaced as a whole
      <Cell key={index} data-align={align} dir="auto">
        <InlineText>{children}</InlineText>
      </Cell>
    ));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    // biome-ignore lint/a11y/useSemanticElements: it is no set of fields
    <div className="table-scroller" tabIndex={0} role="group" aria-label={t('markdown.table')}>
      <table>
        <thead>
          <tr>{cells('th', head)}</tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a message is replaced as a whole
            <tr key={index}>{cells('td', row)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
