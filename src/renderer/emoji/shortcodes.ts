const SHORTCODE = /(?<![\p{L}\p{N}_:]):([a-z0-9_+-]{1,40}):(?![\p{L}\p{N}_:])/gu;

/** Whether a text may hold an emoji's short name, such as `:tada:`. */
export const hasShortcode = (text: string): boolean => text.search(SHORTCODE) !== -1;

/** Puts emoji where their short names stand; what is no known name stays. */
export function expandShortcodes(text: string, emoji: ReadonlyMap<string, string> | null): string {
  if (emoji === null || !text.includes(':')) return text;
  return text.replace(SHORTCODE, (written, name: string) => emoji.get(name) ?? written);
}
