import { execFile } from 'node:child_process';

/** So long an answer holds, in ms: a burst of messages asks once. */
const HOLDS_FOR_MS = 5_000;
const TIMEOUT_MS = 1_000;

/**
 * Whether the desktop does not want to disturb, where that can be read: GNOME's switch, by `gsettings`. macOS and Windows
 * have no such question for apps and hold notifications back by themselves, as most desktops on Linux do; where nothing
 * can be read, nothing is held back here. Not proven against a real GNOME.
 */
export function createSystemQuiet(platform: NodeJS.Platform, now: () => number): () => Promise<boolean> {
  if (platform !== 'linux') return async () => false;
  let asked: { at: number; answer: Promise<boolean> } | undefined;
  return () => {
    if (asked === undefined || now() - asked.at >= HOLDS_FOR_MS) asked = { at: now(), answer: askGnome() };
    return asked.answer;
  };
}

function askGnome(): Promise<boolean> {
  const question = ['get', 'org.gnome.desktop.notifications', 'show-banners'];
  return new Promise((resolve) => {
    // Another desktop has no such program, or no such schema: then nobody said anything.
    execFile('gsettings', question, { timeout: TIMEOUT_MS }, (error, answer) =>
      resolve(error === null && answer.trim() === 'false'),
    );
  });
}
