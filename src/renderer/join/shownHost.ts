/** An address as it is shown beside a name: who asks for more than the host and its port looks into the settings. */
export const shownHost = (address: string): string => address.replace(/^https?:\/\//, '').replace(/\/+$/, '');
