import { correction, generate } from 'lean-qr/nano';
import { useMemo } from 'react';
import './qrCode.css';

/** Cameras want so many empty modules around it (ISO/IEC 18004). */
const QUIET = 4;

/** A text for cameras: dark on a light plate in either theme, since many read nothing else. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { path, side } = useMemo(() => draw(text), [text]);
  return (
    <svg
      className="qr-code"
      viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path d={path} />
    </svg>
  );
}

/** Each run of dark modules of a row as one bar. */
function draw(text: string): { path: string; side: number } {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const bars: string[] = [];
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) {
      if (!code.get(x, y)) continue;
      const start = x;
      while (code.get(x + 1, y)) x += 1;
      bars.push(`M${start} ${y}h${x + 1 - start}v1h${start - x - 1}z`);
    }
  }
  return { path: bars.join(''), side: code.size + 2 * QUIET };
}
