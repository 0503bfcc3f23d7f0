/** Whether the other end of a connection, by its address, is on this computer. */
export const isLoopbackAddress = (address: string): boolean => /^(::ffff:)?127\.|^::1$/i.test(address);

/** Whether nothing but this computer reaches what listens on `host`. */
export const isLoopbackHost = (host: string): boolean =>
  host.toLowerCase() === 'localhost' || isLoopbackAddress(host);
