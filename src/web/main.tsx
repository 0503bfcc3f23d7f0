import '../shared/ipc/withoutEval.ts';
import { keepShell } from './page/keepShell.ts';

/** The page's composition root: finds the app behind all tabs, and mounts the window on it. */
const root = document.getElementById('root');
if (root !== null) root.textContent = 'Parley';

const worker = new SharedWorker(new URL('./app.worker.ts', import.meta.url), {
  type: 'module',
  name: 'parley',
});
worker.port.start();
void keepShell();
