import { expect, it } from 'vitest';
import { type NearbyView, nearbyViewSchema } from '../../shared/ipc/views.ts';
import { initialNearby, putSurroundings } from './nearby.ts';

const space = (number: number, name: string, state: NearbyView['state'] = 'alive'): NearbyView =>
  nearbyViewSchema.parse({
    spaceId: `01900000-0000-7000-8000-00000000000${number}`,
    name,
    address: `https://192.168.1.2${number}:4100`,
    state,
    joined: false,
  });
const around = (...spaces: NearbyView[]) => ({ spaces, addresses: ['192.168.1.9'], canLook: true });
const [garden, orchard, bees] = [space(1, 'Garden'), space(2, 'Orchard'), space(3, 'Bees')];
const seen = (slice: ReturnType<typeof putSurroundings>) =>
  slice.nearby?.spaces.map(({ name, state }) => `${name} ${state}`);

it('who comes later stands below, whatever they are called', () => {
  const before = putSurroundings(initialNearby, around(garden, orchard));
  expect(seen(putSurroundings(before, around(bees, garden, orchard)))).toEqual([
    'Garden alive',
    'Orchard alive',
    'Bees alive',
  ]);
});

it('who goes leaves a mark in their place, and comes back to it', () => {
  const before = putSurroundings(initialNearby, around(garden, orchard));
  const without = putSurroundings(before, around(orchard));
  expect(seen(without)).toEqual(['Garden gone', 'Orchard alive']);
  const back = putSurroundings(without, around({ ...garden, state: 'silent' }, orchard));
  expect(seen(back)).toEqual(['Garden silent', 'Orchard alive']);
});
