/** Whether a cache failed because there is no room left where it is kept: until a person makes some, trying again is of no use. */
export const hasNoRoom = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'full';
