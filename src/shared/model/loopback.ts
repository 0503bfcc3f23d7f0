const LOOPBACK = /^https?:\/\/(localhost|127\.[\d.]+|\[::1\])(:\d+)?\/?$/i;

/** Whether a server's address, `http://host:port`, is on this computer itself, so that no other one reaches it there. */
export const isLoopback = (address: string): boolean => LOOPBACK.test(address);
