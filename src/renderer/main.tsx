import '../shared/ipc/withoutEval.ts';
import type { AppApi } from '../shared/ipc/contract.ts';
import { mount } from './mount.tsx';

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly parley: AppApi;
  }
}

const root = document.getElementById('root');
if (root !== null) mount(root, window.parley);
