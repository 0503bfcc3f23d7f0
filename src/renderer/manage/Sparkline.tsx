const WIDTH = 120;
const HEIGHT = 28;
/** Keeps the line inside of the picture where it is at its ends. */
const EDGE = 2;

/** How a figure has gone up and down. Says nothing aloud: what it was at least and at most stands beside it. */
export function Sparkline({ values }: { values: readonly number[] }) {
  if (values.length < 2) return <svg className="sparkline" aria-hidden="true" />;
  const high = Math.max(...values);
  // A flat line of something that is there lies in the middle; of nothing, at the bottom.
  const low = Math.min(...values, high === 0 ? 0 : Number.POSITIVE_INFINITY);
  const span = high - low;
  const x = (index: number) => (index / (values.length - 1)) * WIDTH;
  const y = (value: number) =>
    span === 0
      ? high === 0
        ? HEIGHT - EDGE
        : HEIGHT / 2
      : HEIGHT - EDGE - ((value - low) / span) * (HEIGHT - 2 * EDGE);
  const line = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <polyline points={line} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
