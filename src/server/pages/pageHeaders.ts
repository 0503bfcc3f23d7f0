/**
 * Only what the space itself serves; nothing from elsewhere, nothing inline, no `eval`. Workers are held to what came
 * with their own script, so that every file carries it. `'self'` covers this origin's WebSockets in every browser that
 * the client is built for (Chrome since 71, Firefox since 50, Safari since 16: https://github.com/w3c/webappsec-csp/issues/7).
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What a page asks a person's leave for, or measures about them, and this one does not. */
const UNUSED = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
];

/** What every file of the web client is sent with. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  // The page's own address may hold an invite.
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': UNUSED.map((feature) => `${feature}=()`).join(', '),
};

export const OPENER_POLICY = 'Cross-Origin-Opener-Policy';
const LOOPBACK = /^(localhost|127\.[\d.]+|\[::1\])(:\d+)?$/;

/** How a page is come by: `isEncrypted` over TLS of the server's own, `origins` are those that this server was told of. */
export type Coming = { host: string; isEncrypted: boolean; origins: readonly string[] };

/**
 * A policy that browsers heed on loopback and behind TLS alone, and complain about elsewhere. An origin of `https:` has the
 * proxy before it that ends TLS.
 */
export function openerPolicy({ host, isEncrypted, origins }: Coming): Record<string, string> {
  const isSecure = isEncrypted || LOOPBACK.test(host) || origins.includes(`https://${host}`);
  return isSecure ? { [OPENER_POLICY]: 'same-origin' } : {};
}
