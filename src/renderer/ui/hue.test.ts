import { describe, expect, it } from 'vitest';
import tokens from '../styles/tokens.css?raw';
import { countWords } from './Badge.tsx';
import { hueOf, initialsOf } from './hue.ts';

const token = (name: string): number => Number(new RegExp(`--${name}: ([\\d.]+);`).exec(tokens)?.[1]);

/** Relative luminance (WCAG 2.2) of an OKLCH colour, by Ottosson's matrices; out of gamut is clipped. */
function luminance(lightness: number, chroma: number, hue: number): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('an avatar without a picture', () => {
  it('carries white initials with a contrast of 4.5 at every hue', () => {
    const [lightness, chroma] = [token('avatar-lightness'), token('avatar-chroma')];
    for (let hue = 0; hue < 360; hue += 1) {
      expect(1.05 / (luminance(lightness, chroma, hue) + 0.05), `hue ${hue}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('has the same hue for the same id, and several for several', () => {
    const ids = Array.from({ length: 50 }, (_, index) => `0198c0de-0000-7000-8000-00000000${1000 + index}`);
    expect(ids.map(hueOf)).toEqual(ids.map(hueOf));
    expect(new Set(ids.map(hueOf)).size).toBeGreaterThan(8);
  });

  it('shows the first letters of a name in any script, and nothing for a name without letters', () => {
    expect(initialsOf('Mara Lindqvist')).toBe('ML');
    expect(initialsOf('  bo ')).toBe('B');
    expect(initialsOf('Ada “the countess” Lovelace')).toBe('AL');
    expect(initialsOf('陈晓雯')).toBe('陈');
    expect(initialsOf('—')).toBe('');
  });
});

describe('a badge', () => {
  it('counts up to 99', () => {
    expect(countWords(7, '99+')).toBe('7');
    expect(countWords(99, '99+')).toBe('99');
    expect(countWords(100, '99+')).toBe('99+');
  });
});
