import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/Button.tsx';
import './panel.css';

/** The frame of what stands beside a conversation. Escape closes it; `edge` is what its width is changed by. */
export function Panel(props: {
  title: string;
  label?: string;
  onClose: () => void;
  edge: ReactNode;
  /** Buttons at its head, for what is done with it as a whole. */
  acts?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <aside
      className="panel"
      aria-label={props.label ?? props.title}
      data-region="panel"
      onKeyDown={(event) => {
        // What floats over the panel is not in it, but tells it of its keys.
        const isInside = event.target instanceof Node && event.currentTarget.contains(event.target);
        if (event.key === 'Escape' && isInside && !event.defaultPrevented) props.onClose();
      }}
    >
      <header className="panel-head">
        <h2 className="panel-title one-line">{props.title}</h2>
        {props.acts}
        <IconButton label={t('panel.close', { title: props.title })} onClick={props.onClose}>
          <X />
        </IconButton>
      </header>
      {props.children}
      {props.edge}
    </aside>
  );
}
