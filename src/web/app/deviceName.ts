/** What is used of `navigator`; browsers other than Chromium's have no `userAgentData`. */
export type Agent = {
  userAgent: string;
  userAgentData?: { brands: readonly { brand: string }[]; platform: string } | undefined;
};

/** In this order: most names stand in the names of others, too. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg(e|A|iOS)?\/|Microsoft Edge/, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox\/|FxiOS/, 'Firefox'],
  [/CriOS|Chrome\/|Google Chrome/, 'Chrome'],
  [/Chromium/, 'Chromium'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Mac/, 'macOS'],
  [/CrOS|Chrome ?OS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
];

/** What this browser calls itself where a person sees where they are signed in: `Chrome on Android`. */
export function deviceName({ userAgent, userAgentData }: Agent): string {
  const brands = userAgentData?.brands.map(({ brand }) => brand).join(' ') ?? '';
  const named = (names: typeof BROWSERS, text: string) => names.find(([name]) => name.test(text))?.[1];
  const browser = named(BROWSERS, brands) ?? named(BROWSERS, userAgent) ?? 'A browser';
  const system = named(SYSTEMS, userAgentData?.platform ?? '') ?? named(SYSTEMS, userAgent);
  return system === undefined ? browser : `${browser} on ${system}`;
}
