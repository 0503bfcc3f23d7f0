import { createMemoryOutboxStore } from '../support/memory/memoryOutboxStore.ts';
import { outboxContract } from './outbox.contract.ts';

outboxContract('memory', async () => {
  const outbox = createMemoryOutboxStore();
  return { outbox, reopen: async () => outbox };
});
