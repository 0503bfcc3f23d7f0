import { createHash } from 'node:crypto';
import { fingerprintOf, inGroups, type Pin } from '../../shared/model/trust.ts';

/** What the page tells of. */
export type Explained = {
  /** The space's name. */
  name: string;
  /** Where it goes on. */
  address: URL;
  /** The SHA-256 of the certificate and of its public key, both in hexadecimal digits. */
  certificate: string;
  pin: Pin;
};

/** The app's colours and sizes (`tokens.css`), as far as one page of text takes them. */
const STYLE = `
:root {
  color-scheme: light dark;
  --surface: light-dark(oklch(0.972 0.005 275), oklch(0.188 0.011 275));
  --raised: light-dark(oklch(1 0 0), oklch(0.262 0.013 275));
  --text: light-dark(oklch(0.25 0.016 275), oklch(0.915 0.007 275));
  --dim: light-dark(oklch(0.49 0.018 275), oklch(0.71 0.014 275));
  --line: light-dark(oklch(0.905 0.008 275), oklch(0.3 0.012 275));
  --accent: light-dark(oklch(0.51 0.19 275), oklch(0.55 0.17 275));
  --accent-hover: light-dark(oklch(0.46 0.19 275), oklch(0.5 0.17 275));
  --focus: light-dark(oklch(0.55 0.2 275), oklch(0.75 0.13 275));
  --notice: light-dark(oklch(0.965 0.03 85), oklch(0.285 0.03 85));
  --notice-line: light-dark(oklch(0.88 0.06 85), oklch(0.38 0.04 85));
}
* { box-sizing: border-box; }
body {
  margin: 0;
  padding: 2rem 1rem 3rem;
  background: var(--surface);
  color: var(--text);
  font: 400 0.9375rem / 1.5rem system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif;
}
main {
  max-width: 38rem;
  margin: 0 auto;
  padding: 1.5rem;
  border: 1px solid var(--line);
  border-radius: 10px;
  background: var(--raised);
}
h1 { margin: 0 0 0.5rem; font-size: 1.375rem; line-height: 1.875rem; overflow-wrap: anywhere; }
h2 { margin: 1.75rem 0 0.5rem; font-size: 1.0625rem; line-height: 1.5rem; }
p { margin: 0.5rem 0; }
ol { margin: 0.5rem 0; padding-left: 1.375rem; }
li { margin: 0.5rem 0; padding-left: 0.25rem; }
ul { margin: 0.25rem 0; padding-left: 1.125rem; color: var(--dim); }
ul li { margin: 0; }
strong { font-weight: 600; }
dl { margin: 0.75rem 0; }
dt { margin-top: 0.75rem; color: var(--dim); font-size: 0.8125rem; line-height: 1.125rem; }
dd { margin: 0.25rem 0 0; }
code {
  display: block;
  max-width: 20ch;
  font: 500 0.875rem / 1.5rem ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace;
}
@media (min-width: 30rem) { main { padding: 2rem 2.25rem; } code { max-width: 40ch; } }
.note {
  margin: 1rem 0 0;
  padding: 0.75rem 1rem;
  border: 1px solid var(--notice-line);
  border-radius: 6px;
  background: var(--notice);
}
.go {
  display: inline-block;
  margin-top: 1.75rem;
  padding: 0.625rem 1.125rem;
  border-radius: 6px;
  background: var(--accent);
  color: oklch(1 0 0);
  font-weight: 600;
  text-decoration: none;
}
.go:hover { background: var(--accent-hover); }
.go:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.where { margin-top: 0.5rem; color: var(--dim); font-size: 0.8125rem; overflow-wrap: anywhere; }
`;

/** The page has no script, and nothing from anywhere; its one style is known by its digest. */
export const explainingHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  // The page's own address may hold an invite.
  'Referrer-Policy': 'no-referrer',
};

/**
 * What somebody reads who opens a space without TLS whose certificate no authority has signed: what their browser is about to warn
 * of, and how to find out whether it is this space that they talk to. The page came unprotected itself, and says so.
 */
export function explainingPage({ name, address, certificate, pin }: Explained): string {
  const space = escaped(name);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Before you go on to ${space}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Before you go on to ${space}</h1>
<p>You opened this space over a connection that anyone on the network can listen to. It has a protected one. Your browser will warn you
before it goes there, and this is why.</p>
<h2>What the warning means</h2>
<p>This space made its certificate itself, and no public authority has signed it. So your browser cannot tell this space from
somebody who stands in between. You can: compare the certificate’s fingerprint.</p>
<h2>How to compare it</h2>
<ol>
<li>Ask whoever runs this space for its fingerprint, in a way that you trust: face to face, on the phone, or in a chat that you already have.</li>
<li>Press the button below. When the warning appears, open the certificate from there:
<ul>
<li>Chrome and Edge: <strong>Not secure</strong> beside the address, then <strong>Certificate details</strong></li>
<li>Firefox: <strong>Advanced</strong>, then <strong>View certificate</strong></li>
<li>Safari: <strong>Show details</strong>, then <strong>view the certificate</strong></li>
</ul></li>
<li>Compare its SHA-256 fingerprint with the one that you were told, group by group. Go past the warning only if all of it is the same.</li>
</ol>
<h2>The fingerprints</h2>
<dl>
<dt>Certificate, SHA-256 (in every browser)</dt>
<dd><code>${inGroups(certificate)}</code></dd>
<dt>Public key, SHA-256 (in Chrome and Edge; a renewal keeps it)</dt>
<dd><code>${fingerprintOf(pin)}</code></dd>
</dl>
<p>Spaces, colons and capitals make no difference.</p>
<p class="note">This page came unprotected as well, and somebody in between could have changed it. What you were told counts, not what you read here.</p>
<a class="go" href="${escaped(address.href)}">Go on to the warning</a>
<p class="where">${escaped(address.origin)}</p>
<h2>Without the warning</h2>
<p>The Parley app checks the fingerprint by itself: copy your invite link, and paste it there where it says <strong>Join a space</strong>.</p>
</main>
</body>
</html>
`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
