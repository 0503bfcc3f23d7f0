import type { KeyboardEvent, PointerEvent } from 'react';
import { saveSettings } from '../actions/settings.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { classes } from '../ui/classes.ts';

const LIMITS = { listWidth: { least: 200, most: 400 }, panelWidth: { least: 300, most: 480 } };
const KEY_STEP = 16;

/** The edge between two columns, to be dragged or moved with the arrow keys; the width is remembered. */
export function Resizer(props: {
  label: string;
  setting: 'listWidth' | 'panelWidth';
  /** Which edge of its column it is. */
  edge: 'start' | 'end';
  /** The width while it is dragged; `null` when it is let go. */
  onDrag: (width: number | null) => void;
}) {
  const app = useApp();
  const width = useAppState((state) => state.settings[props.setting]);
  const { least, most } = LIMITS[props.setting];
  const clamp = (value: number) => Math.round(Math.min(most, Math.max(least, value)));
  const direction = props.edge === 'end' ? 1 : -1;
  const save = (value: number) => void saveSettings(app, { [props.setting]: clamp(value) });

  const drag = (start: PointerEvent<HTMLDivElement>) => {
    const grip = start.currentTarget;
    const at = (event: globalThis.PointerEvent) => clamp(width + direction * (event.clientX - start.clientX));
    const move = (event: globalThis.PointerEvent) => props.onDrag(at(event));
    const end = (event: globalThis.PointerEvent) => {
      grip.removeEventListener('pointermove', move);
      delete grip.dataset['dragging'];
      save(at(event));
      props.onDrag(null);
    };
    grip.setPointerCapture(start.pointerId);
    grip.dataset['dragging'] = '';
    grip.addEventListener('pointermove', move);
    grip.addEventListener('lostpointercapture', end as EventListener, { once: true });
  };

  const nudge = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -KEY_STEP, ArrowRight: KEY_STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    save(width + direction * step);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be focused or moved
    <div
      role="separator"
      className={classes('resizer', `resizer-${props.edge}`)}
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={props.label}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      onPointerDown={drag}
      onKeyDown={nudge}
    />
  );
}
