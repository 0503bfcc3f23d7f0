import { existsSync, readFileSync } from 'node:fs';

/** An image that is only carried about, never drawn: its bytes are what it was made from. */
export class NativeImage {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  isEmpty = (): boolean => this.#bytes.length === 0;
  toPNG = (): Buffer => this.#bytes;
  toJPEG = (): Buffer => this.#bytes;
  toDataURL = (): string => `data:image/png;base64,${this.#bytes.toString('base64')}`;
  getSize = (): { width: number; height: number } => ({ width: 0, height: 0 });
  resize = (): NativeImage => this;
  crop = (): NativeImage => this;
  setTemplateImage = (): void => undefined;
}

/** `nativeImage`: makes images from files, bytes and data URLs; sizes are not read. */
export const nativeImage = {
  createEmpty: () => new NativeImage(Buffer.alloc(0)),
  createFromPath: (path: string) => new NativeImage(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  createFromBuffer: (bytes: Buffer) => new NativeImage(bytes),
  createFromDataURL: (url: string) => new NativeImage(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
};
