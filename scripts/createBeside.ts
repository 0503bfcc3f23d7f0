/**
 * Keeps what a suite says that runs beside others: its first line, such as a seed, is shown at once, the rest by `end`, or as this
 * process ends, if that comes first: what a suite found is not lost with those that were still under way.
 */
export function createBeside(
  name: string,
  show: (text: string) => void = (text) => process.stdout.write(text),
): { say(text: string): void; end(): void } {
  let kept = '';
  let begun = false;
  const giveRest = () => show(`\n── ${name}\n${kept}`);
  process.once('exit', giveRest);
  return {
    say(text) {
      kept += text;
      const [before, line] = /^\s*(\S.*\n)/.exec(kept) ?? [];
      if (begun || before === undefined) return;
      begun = true;
      show(`${name}: ${line}`);
      kept = kept.slice(before.length);
    },
    end() {
      process.off('exit', giveRest);
      giveRest();
    },
  };
}
