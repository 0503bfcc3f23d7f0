import type { SpaceView } from '../../shared/ipc/views.ts';
import { BrowserBanners } from './BrowserBanners.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';

/** How the space and, in a browser, this tab stand, as far as it is worth a word. */
export const Banners = ({ space }: { space: SpaceView }) => (
  <div data-region="banner">
    <ConnectionBanner space={space} />
    <BrowserBanners space={space} />
  </div>
);
