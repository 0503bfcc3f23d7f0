const JOIN = /^\/join\/([^/]{1,200})\/?$/;

/** The invite code in the path of a link such as `/join/QX3F-7K2P`; `null` where there is none. */
export function inviteOf(path: string): string | null {
  const code = JOIN.exec(path)?.[1];
  if (code === undefined) return null;
  try {
    return decodeURIComponent(code);
  } catch {
    // What is not encoded right is no code either.
    return null;
  }
}
