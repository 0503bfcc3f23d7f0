import type { Figures } from '../../shared/model/running.ts';
import type { Link } from '../connection/Transport.ts';

export type WatchOptions = {
  /** An access token that is good for now; `undefined` when there is none to be had. */
  accessToken(): Promise<string | undefined>;
  /** How the space is doing; `null` when nothing comes any more. */
  onFigures(figures: Figures | null): void;
};

/** Watches how the space is doing while that is wished for and there is a link; begins anew with each. */
export function createWatch({ accessToken, onFigures }: WatchOptions) {
  let link: Link | undefined;
  let isOn = false;
  /** Rises whenever what is under way is given up. */
  let attempt = 0;
  let end: (() => void) | undefined;

  function rest(): void {
    attempt += 1;
    end?.();
    end = undefined;
    onFigures(null);
  }

  async function begin(): Promise<void> {
    attempt += 1;
    const mine = attempt;
    const token = await accessToken();
    if (mine !== attempt || token === undefined) return;
    end = link?.watch(token, {
      onFigures: (figures) => mine === attempt && onFigures(figures),
      onEnd: () => mine === attempt && rest(),
    });
  }

  return {
    /** Asked for again, it begins anew. */
    set(on: boolean): void {
      if (end !== undefined || !on) rest();
      isOn = on;
      if (on && link !== undefined) void begin();
    },
    linkUp(opened: Link): void {
      link = opened;
      if (isOn) void begin();
    },
    linkDown(): void {
      link = undefined;
      if (isOn) rest();
    },
  };
}
