import type { ReactNode } from 'react';
import { useApp } from '../store/AppContext.tsx';

/** A link that is opened outside, by the app, which checks where it leads once more. */
export function ExternalLink({ url, children }: { url: string; children: ReactNode }) {
  const app = useApp();
  return (
    <a
      className="link"
      href={url}
      title={url}
      onClick={(event) => {
        event.preventDefault();
        void app.api.call('links:open', { url });
      }}
    >
      {children}
    </a>
  );
}
