import '../shared/ipc/withoutEval.ts';
import { runApp } from './runApp.ts';

declare const self: SharedWorkerGlobalScope;

/**
 * The app behind all tabs: each that opens brings a port. Its file is named by what is in it, so that a tab never talks with
 * a worker of another build; where two builds are open, `tabs/Claim.ts` says which one writes.
 */
const { connect } = runApp(self.location.href);
self.onconnect = ({ ports: [port] }) => {
  if (port) connect(port);
};
