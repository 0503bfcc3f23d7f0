/** What `import 'electron'` gives in a Worker: as in Electron, nothing. */
throw new Error("'electron' cannot be imported in a worker thread.");
