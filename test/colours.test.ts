import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const tokens = readFileSync(join(import.meta.dirname, '../src/renderer/styles/tokens.css'), 'utf8');

type Oklch = { lightness: number; chroma: number; hue: number };

const parse = (text: string): Oklch => {
  const [lightness, chroma, hue] = text.split(/\s+/).map(Number);
  if (lightness === undefined || chroma === undefined || hue === undefined)
    throw new Error(`no colour: ${text}`);
  return { lightness, chroma, hue };
};

/** A token's colour in both themes; translucent ones have no place here. */
function colours(name: string): { light: Oklch; dark: Oklch } {
  const value = new RegExp(`--${name}: (.*);`).exec(tokens)?.[1] ?? '';
  const [light, dark] = [...value.matchAll(/oklch\(([\d. ]+)\)/g)].map((match) => parse(match[1] ?? ''));
  if (light === undefined) throw new Error(`--${name} has no plain colour`);
  return { light, dark: dark ?? light };
}

const scalar = (name: string): number => Number(new RegExp(`--${name}: ([\\d.]+);`).exec(tokens)?.[1]);

/** Relative luminance (WCAG 2.2) of an OKLCH colour by Ottosson's matrices; what is out of gamut is clipped. */
function luminance({ lightness, chroma, hue }: Oklch): number {
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

function contrast(one: Oklch, other: Oklch): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const surfaces = ['surface', 'surface-list', 'surface-raised', 'surface-field', 'selected'];
const pairs: { front: string; behind: string[]; least: number }[] = [
  { front: 'text', behind: [...surfaces, 'mention', 'notice', 'danger-soft', 'surface-rail'], least: 7 },
  { front: 'text-dim', behind: [...surfaces, 'mention', 'surface-rail'], least: 4.5 },
  {
    front: 'accent-text',
    behind: ['surface', 'surface-list', 'surface-raised', 'accent-soft', 'mention'],
    least: 4.5,
  },
  { front: 'danger', behind: ['surface', 'surface-list', 'surface-raised', 'danger-soft'], least: 4.5 },
  { front: 'mention-text', behind: ['mention-mark'], least: 4.5 },
  { front: 'on-accent', behind: ['accent', 'accent-hover'], least: 4.5 },
  { front: 'on-danger', behind: ['danger', 'danger-hover'], least: 4.5 },
  { front: 'line-control', behind: ['surface', 'surface-field', 'surface-raised'], least: 3 },
  { front: 'focus', behind: [...surfaces, 'surface-rail'], least: 3 },
  { front: 'presence-away', behind: ['surface-list', 'surface-raised', 'surface-rail'], least: 3 },
  { front: 'presence-cross', behind: ['danger'], least: 3 },
  { front: 'positive', behind: ['surface-list', 'surface-raised', 'surface-rail'], least: 3 },
];

describe('the colours', () => {
  for (const theme of ['light', 'dark'] as const) {
    it.each(pairs)(`of ${theme}: $front can be seen on what is behind it`, ({ front, behind, least }) => {
      for (const name of behind) {
        const found = contrast(colours(front)[theme], colours(name)[theme]);
        expect(found, `${front} on ${name}`).toBeGreaterThanOrEqual(least);
      }
    });
  }

  it('of avatars carry their initials at every hue', () => {
    const [lightness, chroma] = [scalar('avatar-lightness'), scalar('avatar-chroma')];
    for (let hue = 0; hue < 360; hue += 1) {
      const found = contrast(colours('on-avatar').light, { lightness, chroma, hue });
      expect(found, `hue ${hue}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});
