import { Users } from 'lucide-react';
import type { User } from '../../shared/model/user.ts';
import { Avatar } from '../ui/Avatar.tsx';
import './groupAvatar.css';

/** A group by two of its people, one before the other. Says nothing aloud: their names stand beside it. */
export function GroupAvatar({ people }: { people: readonly (User | undefined)[] }) {
  const [front, back] = people.filter((user) => user !== undefined);
  if (front === undefined || back === undefined) return <Users aria-hidden="true" />;
  return (
    <span className="group-avatar" aria-hidden="true">
      <Avatar id={back.id} name={back.displayName} size="tiny" />
      <Avatar id={front.id} name={front.displayName} size="tiny" />
    </span>
  );
}
