const switches = new Map<string, string>();

for (const argument of process.argv.slice(2)) {
  const [, name, value = ''] = /^--([^=]+)=?(.*)$/s.exec(argument) ?? [];
  if (name !== undefined) switches.set(name, value);
}

/** `app.commandLine`: reads the real arguments; what is appended is kept, but does not reach Chromium. */
export const commandLine = {
  appendSwitch: (name: string, value = ''): void => void switches.set(name, value),
  appendArgument: (): void => undefined,
  removeSwitch: (name: string): void => void switches.delete(name),
  hasSwitch: (name: string): boolean => switches.has(name),
  getSwitchValue: (name: string): string => switches.get(name) ?? '',
};
