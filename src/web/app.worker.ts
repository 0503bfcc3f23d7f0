import '../shared/ipc/withoutEval.ts';

declare const self: SharedWorkerGlobalScope;

/** The app behind all tabs: each that opens brings a port. */
self.onconnect = ({ ports: [port] }) => port?.start();
