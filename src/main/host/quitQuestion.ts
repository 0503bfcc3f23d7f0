/** What a person is asked before an app that hosts for others quits; nothing when nobody is connected. */
export function quitQuestion(
  connected: { name: string; others: number }[],
): { message: string; detail: string } | undefined {
  const busy = connected.filter(({ others }) => others > 0);
  const [first] = busy;
  if (!first) return undefined;
  const total = busy.reduce((sum, { others }) => sum + others, 0);
  const where = busy.length === 1 ? first.name : `${busy.length} spaces`;
  const message = `${total} ${total === 1 ? 'device is' : 'devices are'} connected to ${where}.`;
  return {
    message,
    detail: 'They are offline until Parley runs here again. What they write meanwhile waits for that.',
  };
}
