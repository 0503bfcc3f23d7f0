import {
  type Claim,
  type ClaimOptions,
  type ClaimSaid,
  hearClaims,
  type Role,
  YIELD_WITHIN_MS,
} from './Claim.ts';

/** So long the one that writes has time to say so, in ms. */
const ANSWER_WITHIN_MS = 250;
/** So often one that reads asks whether somebody still writes, in ms: nobody tells when a tab is closed or frozen. */
const ASK_EVERY_MS = 3_000;

/**
 * Claims by talking, where there are no locks: who hears of nobody that writes does. Two that find out that both do go by
 * the term, which rises with each that takes over, and then by their ids. A repeat that came of it is harmless (S5).
 */
export async function claimByChannel(options: ClaimOptions): Promise<Claim> {
  const { id, build, channel, clock, report } = options;
  const say = (said: ClaimSaid) => channel.postMessage(said);
  const writes = () => say({ type: 'writes', id, term, build });
  let role: Role | undefined;
  let term = 0;
  /** Whether it has neither written yet nor heard who does. */
  let isNew = true;
  /** Called when somebody else turns out to write, or to claim with more right. */
  let outdone: (() => void) | undefined;
  let yielded: (() => void) | undefined;
  let cancelAsking: () => void = () => undefined;
  let changing = Promise.resolve();

  function become(next: Role): Promise<void> {
    cancelAsking();
    if (next === 'reader') cancelAsking = clock.after(ASK_EVERY_MS, () => void claim());
    if (role === next) return changing;
    role = next;
    if (next === 'writer') {
      isNew = false;
      term += 1;
      writes();
    }
    changing = changing
      .then(() => options.onRole(next))
      .catch((error: unknown) => report('a change of who writes failed', error));
    return changing;
  }

  /** Waits for an answer; whether one came in time. */
  function within(ms: number, listen: (answered: () => void) => void): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = clock.after(ms, () => resolve(false));
      listen(() => {
        cancel();
        resolve(true);
      });
    });
  }

  async function claim(): Promise<void> {
    const isOutdone = await within(ANSWER_WITHIN_MS, (answered) => {
      outdone = answered;
      say({ type: 'claims', id });
    });
    outdone = undefined;
    if (role !== 'writer') await become(isOutdone ? 'reader' : 'writer');
  }

  async function takeOver(): Promise<void> {
    if (role === 'writer') return;
    await within(YIELD_WITHIN_MS, (answered) => {
      yielded = answered;
      say({ type: 'asks', id });
    });
    yielded = undefined;
    await become('writer');
  }

  function heardOfWriter(said: Extract<ClaimSaid, { type: 'writes' }>): void {
    const isOlder = said.term < term || (said.term === term && said.id > id);
    if (role === 'writer' && isOlder) {
      writes();
      return;
    }
    term = Math.max(term, said.term);
    outdone?.();
    if (role === 'writer') {
      void become('reader');
      return;
    }
    if (isNew && said.build !== build) void takeOver();
    isNew = false;
  }

  function heardClaim(other: string): void {
    if (role === 'writer') writes();
    else if (!outdone) return;
    // Of several that claim at once the one with the lowest id does; the others are told by what it says then.
    else if (other < id) outdone();
    else say({ type: 'claims', id });
  }

  hearClaims(channel, id, (said) => {
    switch (said.type) {
      case 'claims':
        heardClaim(said.id);
        break;
      case 'writes':
        heardOfWriter(said);
        break;
      case 'asks':
        if (role === 'writer') void become('reader').then(() => say({ type: 'yields', id, to: said.id }));
        break;
      case 'yields':
        if (said.to === id) yielded?.();
    }
  });

  async function recheck(): Promise<void> {
    if (role !== 'writer') return claim();
    // One that writes with a higher term answers.
    await within(ANSWER_WITHIN_MS, (answered) => {
      outdone = answered;
      writes();
    });
    outdone = undefined;
    await changing;
  }

  await claim();
  return { takeOver, recheck };
}
