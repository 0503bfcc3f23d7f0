/** What a browser's tab may want while it is offline, besides the parts of the window; the app has it on its disk. */
export async function fetchForOffline(): Promise<void> {
  const { loadEmoji } = await import('../emoji/emojiData.ts');
  await loadEmoji();
  const { loadGrammars } = await import('../markdown/highlight.ts');
  await loadGrammars();
}
