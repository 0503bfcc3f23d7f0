import type { App, Step } from '../store/app.ts';

const MOST_STEPS = 100;

const isSame = (a: Step | undefined, b: Step): boolean =>
  a?.spaceId === b.spaceId && a.conversationId === b.conversationId && a.messageId === b.messageId;

/** Remembers a place that was gone to; what one had gone back from is forgotten. */
export function addStep({ trail }: App, step: Step): void {
  if (isSame(trail.steps[trail.at], step)) return;
  trail.steps.splice(trail.at + 1);
  trail.steps.push(step);
  if (trail.steps.length > MOST_STEPS) trail.steps.shift();
  trail.at = trail.steps.length - 1;
}

/** The place before or after in the trail that can still be gone to; the trail then stands there. */
export function followTrail({ trail, store }: App, direction: 1 | -1): Step | undefined {
  const { conversations } = store.getState();
  for (let at = trail.at + direction; at >= 0 && at < trail.steps.length; at += direction) {
    const step = trail.steps[at];
    if (step === undefined || conversations[step.spaceId]?.[step.conversationId] === undefined) continue;
    trail.at = at;
    return step;
  }
  return undefined;
}
