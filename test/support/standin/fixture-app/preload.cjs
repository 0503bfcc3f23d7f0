const { contextBridge, ipcRenderer } = require('electron');

class Secret {
  constructor() {
    this.shown = 1;
  }
  method() {}
}

contextBridge.exposeInMainWorld('fixture', {
  name: process.argv.find((argument) => argument.startsWith('--name='))?.slice('--name='.length),
  instance: new Secret(),
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  send: (channel, ...args) => ipcRenderer.send(channel, ...args),
  on: (channel, listener) => {
    const receive = (_event, ...args) => listener(...args);
    ipcRenderer.on(channel, receive);
    return () => ipcRenderer.off(channel, receive);
  },
});
