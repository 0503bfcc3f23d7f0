import type { ReactNode } from 'react';
import { parsePermalink } from '../../shared/model/permalink.ts';
import { openPlace } from '../actions/openPlace.ts';
import { useApp } from '../store/AppContext.tsx';

/** A link: to another message or conversation it leads in place, else outside, by the app, which checks once more where to. */
export function ExternalLink({ url, children }: { url: string; children: ReactNode }) {
  const app = useApp();
  return (
    <a
      className="link"
      href={url}
      title={url}
      onClick={(event) => {
        event.preventDefault();
        const place = parsePermalink(url);
        if (place === undefined) void app.api.call('links:open', { url });
        else openPlace(app, place);
      }}
    >
      {children}
    </a>
  );
}
