import { lineSchema } from '../shared/model/text.ts';

const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'macOS',
  linux: 'Linux',
  win32: 'Windows',
};

/** What this device calls itself where a person sees where they are signed in: `desk-3 (Linux)`. */
export function deviceName(platform: NodeJS.Platform, hostname: string): string {
  const system = SYSTEMS[platform] ?? platform;
  const host = lineSchema(80).safeParse(hostname.trim());
  return host.success ? `${host.data} (${system})` : system;
}
