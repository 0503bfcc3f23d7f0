import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { AppApi } from '../shared/ipc/contract.ts';
import type { Delta } from '../shared/ipc/deltas.ts';
import { appRequestNames, DELTAS_CHANNEL } from '../shared/ipc/names.ts';

/** One function for each request, made in a loop over their names: the page can reach no other channel. */
const requests = new Map(
  appRequestNames.map((name) => [name, (input: unknown) => ipcRenderer.invoke(name, input)] as const),
);

const api: AppApi = {
  // Parsed by the main process on the way in, and made by it on the way back.
  call: (name, input) =>
    requests.get(name)?.(input) ??
    Promise.resolve({ ok: false, error: { code: 'invalid', message: 'There is no such request.' } }),
  onDeltas(listener) {
    const receive = (_event: IpcRendererEvent, deltas: Delta[]) => listener(deltas);
    ipcRenderer.on(DELTAS_CHANNEL, receive);
    return () => ipcRenderer.off(DELTAS_CHANNEL, receive);
  },
};

contextBridge.exposeInMainWorld('parley', api);
