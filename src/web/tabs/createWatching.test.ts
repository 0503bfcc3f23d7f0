import { expect, it } from 'vitest';
import { spaceIdSchema } from '../../shared/model/ids.ts';
import { createWatching } from './createWatching.ts';

const garden = spaceIdSchema.parse('01900000-0000-7000-8000-000000000001');
const [one, other] = [1, 2];

function create() {
  const told: boolean[] = [];
  const watching = createWatching((_space, on) => told.push(on));
  return { watching, isOn: () => told.at(-1) ?? false, told };
}

it('a space is watched as long as one of its tabs does', () => {
  const { watching, isOn } = create();
  watching.set(one, garden, true);
  watching.set(other, garden, true);
  watching.set(one, garden, false);
  expect(isOn()).toBe(true);
  watching.set(other, garden, false);
  expect(isOn()).toBe(false);
});

it('a tab that is gone watches no more', () => {
  const { watching, isOn } = create();
  watching.set(one, garden, true);
  watching.gone(other);
  expect(isOn()).toBe(true);
  watching.gone(one);
  expect(isOn()).toBe(false);
});

it('the next engine is to watch what a tab still watches, and nothing else', () => {
  const { watching, told } = create();
  watching.set(one, garden, true);
  watching.again();
  expect(told).toEqual([true, true]);
  watching.set(one, garden, false);
  watching.again();
  expect(told).toEqual([true, true, false]);
});
