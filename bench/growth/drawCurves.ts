import { type Curve, growthOf } from './Curve.ts';

const [WIDTH, HEIGHT] = [820, 400];
const MARGIN = { left: 56, right: 380, top: 28, bottom: 48 };
/** Told apart without colours, too: each line leads to its name. */
const COLOURS = ['#4f5bd5', '#c2410c', '#047857', '#7c3aed', '#be185d', '#0369a1', '#a16207', '#3f3f46'];
const LABEL_HEIGHT = 20;
const LABEL_AT = WIDTH - MARGIN.right + 40;

type Scale = (value: number) => number;
/** A curve by multiples of its first point. */
type Relative = Omit<Curve, 'points'> & { points: { size: number; cost: number }[] };
type Drawn = { curve: Relative; colour: string; points: { x: number; y: number }[]; labelY: number };

/**
 * An SVG of cost against size, both as multiples of each curve's smallest and in powers of ten: a flat line is what does
 * not grow, the dotted one is what grows as its size does. On a plate of its own, for light and dark pages.
 */
export function drawCurves(curves: readonly Curve[]): string {
  const relative = curves.map(relativeTo);
  const all = relative.flatMap(({ points }) => points);
  const most = Math.max(10, ...all.map(({ size }) => size));
  const [lowest, highest] = [
    Math.min(0.5, ...all.map(({ cost }) => cost)),
    Math.max(10, ...all.map(({ cost }) => cost)),
  ];
  const x = scale(1, most, MARGIN.left, WIDTH - MARGIN.right);
  const y = scale(lowest, highest, HEIGHT - MARGIN.bottom, MARGIN.top);
  const powers = [1, 10, 100, 1000];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>Cost against size, as multiples of the smallest</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" rx="8" fill="#fff"/>`,
    ...powers
      .filter((size) => size <= most)
      .map((size) => text(x(size), HEIGHT - MARGIN.bottom + 20, 'middle', `${size} × as large`)),
    ...powers
      .filter((cost) => cost <= highest)
      .flatMap((cost) => [
        line(MARGIN.left, y(cost), WIDTH - MARGIN.right, y(cost), '#e4e4e7'),
        text(MARGIN.left - 8, y(cost) + 4, 'end', `${cost} ×`),
      ]),
    line(
      x(1),
      y(1),
      x(Math.min(most, highest)),
      y(Math.min(most, highest)),
      '#a1a1aa',
      ' stroke-dasharray="2 5"',
    ),
    ...place(relative, x, y).map(drawCurve),
    '</svg>\n',
  ].join('\n');
}

function relativeTo(curve: Curve): Relative {
  const [first = { size: 1, cost: 1 }] = curve.points;
  const points = curve.points.map(({ size, cost }) => ({ size: size / first.size, cost: cost / first.cost }));
  return { ...curve, points };
}

/** From powers of ten to pixels. */
function scale(low: number, high: number, from: number, to: number): Scale {
  const [least, most] = [Math.log10(low), Math.log10(high)];
  return (value) => Math.round(from + ((Math.log10(value) - least) / (most - least || 1)) * (to - from));
}

/** Where lines go, and their names: in the order of their ends, from above, none over another. */
function place(curves: readonly Relative[], x: Scale, y: Scale): Drawn[] {
  const drawn = curves.map((curve, index) => {
    const points = curve.points.map(({ size, cost }) => ({ x: x(size), y: y(cost) }));
    return {
      curve,
      colour: COLOURS[index % COLOURS.length] ?? '#000',
      points,
      labelY: points.at(-1)?.y ?? 0,
    };
  });
  drawn.sort((a, b) => b.labelY - a.labelY);
  let below = HEIGHT - MARGIN.bottom + LABEL_HEIGHT;
  for (const one of drawn) {
    one.labelY = Math.min(one.labelY, below - LABEL_HEIGHT);
    below = one.labelY;
  }
  return drawn;
}

function drawCurve({ curve, colour, points, labelY }: Drawn): string {
  const path = points.map((point, at) => `${at === 0 ? 'M' : 'L'}${point.x} ${point.y}`).join('');
  const end = points.at(-1) ?? { x: 0, y: 0 };
  return [
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...points.map((point) => `<circle cx="${point.x}" cy="${point.y}" r="3" fill="${colour}"/>`),
    line(end.x + 5, end.y, LABEL_AT - 6, labelY, colour, ' stroke-opacity="0.4"'),
    text(
      LABEL_AT,
      labelY + 4,
      'start',
      `${curve.name}: ${growthOf(curve).toFixed(2)} × for ten times the ${curve.of}`,
      colour,
    ),
  ].join('\n');
}

const text = (x: number, y: number, anchor: string, content: string, colour = '#52525b'): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${colour}">${content}</text>`;

const line = (x1: number, y1: number, x2: number, y2: number, colour: string, more = ''): string =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${colour}"${more}/>`;
