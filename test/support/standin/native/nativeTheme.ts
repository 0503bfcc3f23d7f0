import { EventEmitter } from 'node:events';

type Source = 'system' | 'light' | 'dark';

/**
 * `nativeTheme`: the system's theme is what PARLEY_TEST_THEME says (light unless `dark`); a source set by the app
 * really reaches the pages' `prefers-color-scheme`.
 */
export class NativeTheme extends EventEmitter {
  readonly systemIsDark = process.env['PARLEY_TEST_THEME'] === 'dark';
  #source: Source = 'system';
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly inForcedColorsMode = false;
  readonly prefersReducedTransparency = false;
  readonly shouldDifferentiateWithoutColor = false;

  get themeSource(): Source {
    return this.#source;
  }

  set themeSource(source: Source) {
    const before = this.shouldUseDarkColors;
    this.#source = source;
    this.emit('standin:source');
    if (before !== this.shouldUseDarkColors) this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? this.systemIsDark : this.#source === 'dark';
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this.systemIsDark;
  }
}

export const nativeTheme = new NativeTheme().setMaxListeners(0);
