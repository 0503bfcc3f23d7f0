/**
 * Chromium refuses schemes it was not built with, so `scheme://host/path` is served as
 * `https://host.scheme.standin/path`, a secure origin. Pages see the second form, the main process only the first.
 */
const SUFFIX = '.standin';
const custom = new Set<string>();

/** Makes a scheme known; from then on its addresses are rewritten in both directions. */
export function addScheme(scheme: string): void {
  custom.add(scheme);
}

export function toChromium(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url);
  const [, scheme = '', host = '', rest = ''] = match ?? [];
  if (!custom.has(scheme)) return url;
  return `https://${host || '_'}.${scheme}${SUFFIX}${rest.startsWith('/') ? rest : `/${rest}`}`;
}

export function fromChromium(url: string): string {
  const match = /^https:\/\/([^/?#]*)\.([a-z0-9+-]+)\.standin(.*)$/is.exec(url);
  const [, host = '', scheme = '', rest = ''] = match ?? [];
  return custom.has(scheme) ? `${scheme}://${host === '_' ? '' : host}${rest}` : url;
}

/** The custom scheme of an address in Chromium's form, if it has one. */
export function schemeOf(url: string): string | undefined {
  const scheme = /^([a-z0-9+-]+):/i.exec(fromChromium(url))?.[1];
  return scheme !== undefined && custom.has(scheme) ? scheme : undefined;
}

/** Rewrites `app:` and `app://host` inside a content security policy. */
export function policyToChromium(policy: string): string {
  let text = policy;
  for (const scheme of custom) {
    text = text.replace(
      new RegExp(`(?<![\\w.-])${scheme}://([\\w.-]+)`, 'g'),
      (_, host) => `https://${host}.${scheme}${SUFFIX}`,
    );
    text = text.replace(
      new RegExp(`(?<![\\w.-])${scheme}:(?=[\\s;]|$)`, 'g'),
      `https://*.${scheme}${SUFFIX}`,
    );
  }
  return text;
}
