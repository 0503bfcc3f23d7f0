/**
 * Where a file of the packed app really is: what electron-builder.yml unpacks is beside the archive, readable by every
 * thread without Electron's help (https://www.electronjs.org/docs/latest/tutorial/asar-archives#adding-unpacked-files-to-asar-archives).
 * A path that is in no archive stays what it is.
 */
export const besideArchive = (path: string): string =>
  path.replace(/([\\/]app\.asar)([\\/])/, '$1.unpacked$2');
