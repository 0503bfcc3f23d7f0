import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { pinSchema } from '../../shared/model/trust.ts';
import { explainingHeaders, explainingPage } from './explainingPage.ts';

const pin = pinSchema.parse('0a1b'.repeat(16));
const certificate = 'c0de'.repeat(16);
const page = (name: string, address: string) =>
  explainingPage({ name, address: new URL(address), certificate, pin });

it('tells both fingerprints in groups, and goes on where it is told to', () => {
  const html = page('Garden', 'https://192.168.1.20:4100/join/K7Q2M');
  expect(html).toContain(Array(16).fill('0A1B').join(' '));
  expect(html).toContain(Array(16).fill('C0DE').join(' '));
  expect(html).toContain('href="https://192.168.1.20:4100/join/K7Q2M"');
});

it('lets no name of a space, and no path, be more than text', () => {
  const html = page('<script>alert(1)</script> & "Co"', 'https://desk:4100/join/"><img src=x>');
  expect(html).not.toMatch(/<script|<img/);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Co&quot;');
});

it('has the one style that its policy lets through, and no script', () => {
  const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(page('Garden', 'https://desk:4100/')) ?? [];
  const digest = createHash('sha256').update(style).digest('base64');
  const policy = explainingHeaders['Content-Security-Policy'];
  expect(policy).toContain(`style-src 'sha256-${digest}'`);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('script-src');
});
