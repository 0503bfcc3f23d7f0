import '../../../src/shared/ipc/withoutEval.ts';
import { mount } from '../../../src/renderer/mount.tsx';
import type { Settings } from '../../../src/shared/ipc/views.ts';
import { FakeApp } from '../fakeApi/FakeApp.ts';
import { scenario } from '../fakeApi/scenarios.ts';

declare global {
  interface Window {
    /** For tests: what happens behind the window. */
    fake: FakeApp;
  }
}

// `?scenario=full&theme=dark&textSize=150` chooses what is seen.
const asked = new URLSearchParams(location.search);
const options = scenario(asked.get('scenario') ?? 'full', Date.now());
const theme = (asked.get('theme') ?? 'system') as Settings['theme'];
const textSize = Number(asked.get('textSize') ?? 100);
const fake = new FakeApp({ ...options, settings: { ...options.settings, theme, textSize } });
window.fake = fake;
const root = document.getElementById('root');
if (root !== null) mount(root, fake);
