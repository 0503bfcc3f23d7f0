import type { UserId } from '../../shared/model/ids.ts';
import type { PersonPresence, Signal } from '../../shared/protocol/signals.ts';

export type PresenceListener = {
  /** These are as told, and the others as they were; `all` says that nothing is known of the others any more. */
  onChange(people: PersonPresence[], all: boolean): void;
};

/** More people than any space has: a server that makes them up fills no memory. */
const MAX_PEOPLE = 100_000;

/** How everyone is there, as far as this link has told. */
export function createPresence({ onChange }: PresenceListener) {
  let people = new Map<UserId, PersonPresence>();

  return {
    people: (): PersonPresence[] => [...people.values()],

    /** Takes one packet: what changed together is told together. */
    receive(signals: readonly Signal[]): void {
      const changed: PersonPresence[] = [];
      let all = false;
      for (const signal of signals)
        if (signal.type === 'presence.listed') {
          all = true;
          changed.splice(0, Number.POSITIVE_INFINITY, ...listed(signal));
        } else if (signal.type === 'presence.changed') {
          const { type: _, ...person } = signal;
          changed.push(person);
        }
      if (changed.length === 0 && !all) return;
      if (all) people = new Map();
      for (const person of changed)
        if (people.size < MAX_PEOPLE || people.has(person.userId)) people.set(person.userId, person);
      onChange(changed, all);
    },

    /** Without a link nobody knows how anybody is there. */
    linkDown(): void {
      if (people.size === 0) return;
      people = new Map();
      onChange([], true);
    },
  };
}

function listed({ present, lastSeen }: Extract<Signal, { type: 'presence.listed' }>): PersonPresence[] {
  const here = Object.entries(present) as [UserId, PersonPresence['presence']][];
  const gone = Object.entries(lastSeen) as [UserId, number][];
  return [
    ...gone.map(([userId, lastSeenAt]) => ({ userId, presence: 'offline' as const, lastSeenAt })),
    ...here.map(([userId, presence]) => ({ userId, presence })),
  ];
}
