import type { UserId } from '../../shared/model/ids.ts';
import type { User } from '../../shared/model/user.ts';
import { looksOf } from './looks.ts';

type Named = Pick<User, 'id' | 'username' | 'displayName'>;
export type NameLooks = ReturnType<typeof createNameLooks>;

/** People by how their names look, so that a name need not be held against everyone's. */
export function createNameLooks(people: Iterable<Named>) {
  const byName = new Map<string, Set<UserId>>();
  const byUsername = new Map<string, string>();

  function add({ id, username, displayName }: Named): void {
    for (const look of [...looksOf(username), ...looksOf(displayName)]) {
      const alike = byName.get(look) ?? new Set<UserId>();
      byName.set(look, alike.add(id));
    }
    for (const look of looksOf(username)) if (!byUsername.has(look)) byUsername.set(look, username);
  }

  for (const person of people) add(person);
  return {
    add,
    /** Whether a name of `id`'s can be taken for one of somebody else's. */
    isLikeOther: (id: UserId, name: string): boolean =>
      looksOf(name).some((look) => {
        const alike = byName.get(look);
        return alike !== undefined && alike.size > Number(alike.has(id));
      }),
    usernameLike(username: string): string | undefined {
      for (const look of looksOf(username)) if (byUsername.has(look)) return byUsername.get(look);
      return undefined;
    },
  };
}
