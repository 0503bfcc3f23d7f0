declare const self: ServiceWorkerGlobalScope;

/** The shell, offline. */
export const start = (): void => self.addEventListener('install', () => undefined);
