import type { ElementContent, Root } from 'hast';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { raiseToast } from '../actions/navigate.ts';
import { useApp } from '../store/AppContext.tsx';
import { highlight } from './highlight.ts';

/** The parts of a piece of code, each with the class that colours it. */
const coloured = (nodes: readonly (ElementContent | Root['children'][number])[]): ReactNode =>
  nodes.map((node, index) => {
    if (node.type === 'text') return node.value;
    if (node.type !== 'element') return null;
    const names = node.properties['className'];
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: code never changes its order: it is replaced as a whole
      <span key={index} className={Array.isArray(names) ? names.join(' ') : undefined}>
        {coloured(node.children)}
      </span>
    );
  });

/** The tree of highlighted code, once there is one. */
function useHighlight(language: string, text: string): Root | null {
  const [done, setDone] = useState<{ text: string; tree: Root } | null>(null);
  useEffect(() => {
    let wanted = true;
    void highlight(language, text).then((tree) => {
      if (wanted && tree !== null) setDone({ text, tree });
    });
    return () => {
      wanted = false;
    };
  }, [language, text]);
  return done?.text === text ? done.tree : null;
}

/** A block of code: it scrolls sideways, says its language and can be copied. */
export function CodeBlock({ language, text }: { language: string; text: string }) {
  const { t } = useTranslation();
  const app = useApp();
  const tree = useHighlight(language, text);
  const copy = () => {
    void app.api.call('clipboard:write', { text });
    raiseToast(app, 'plain', 'toast.copied');
  };
  return (
    <div className="code-block" dir="ltr">
      <div className="code-head">
        <span className="code-language one-line">{language}</span>
        <button type="button" className="code-copy" aria-label={t('markdown.copyCode')} onClick={copy}>
          {t('app.copy')}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      {/* biome-ignore lint/a11y/useSemanticElements: it is no set of fields */}
      <pre className="code-text" tabIndex={0} role="group" aria-label={t('markdown.code', { language })}>
        <code>{tree === null ? text : coloured(tree.children)}</code>
      </pre>
    </div>
  );
}
