/** Counts what happens, and writes it as Prometheus reads it (text format 0.0.4). */
export type Metrics = {
  count(name: CounterName, outcome?: string): void;
  /** With gauges of this moment. */
  render(gauges: Record<string, number>): string;
};

const counters = {
  requests: 'Requests answered over sockets, by outcome.',
  unacknowledged: 'Requests dropped since they asked for no acknowledgement.',
  refused_connections: 'Connections refused, by reason.',
} as const;
type CounterName = keyof typeof counters;

export function createMetrics(): Metrics {
  const values = new Map<string, number>();
  return {
    count(name, outcome) {
      const key = outcome === undefined ? name : `${name} ${outcome}`;
      values.set(key, (values.get(key) ?? 0) + 1);
    },
    render(gauges) {
      const lines: string[] = [];
      for (const [name, help] of Object.entries(counters)) {
        lines.push(`# HELP parley_${name}_total ${help}`, `# TYPE parley_${name}_total counter`);
        for (const [key, value] of values) {
          const [counter, outcome] = key.split(' ');
          if (counter !== name) continue;
          lines.push(`parley_${name}_total${outcome ? `{outcome="${outcome}"}` : ''} ${value}`);
        }
      }
      for (const [name, value] of Object.entries(gauges))
        lines.push(`# TYPE parley_${name} gauge`, `parley_${name} ${value}`);
      return `${lines.join('\n')}\n`;
    },
  };
}
