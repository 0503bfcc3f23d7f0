import { expect, it } from 'vitest';
import { quitQuestion } from './quitQuestion.ts';

it('asks before quitting only when others are connected, and says how many', () => {
  expect(quitQuestion([])).toBeUndefined();
  expect(quitQuestion([{ name: 'Garden', others: 0 }])).toBeUndefined();
  expect(quitQuestion([{ name: 'Garden', others: 1 }])?.message).toBe('1 device is connected to Garden.');
  const two = [
    { name: 'Garden', others: 2 },
    { name: 'Park', others: 0 },
  ];
  expect(quitQuestion(two)?.message).toBe('2 devices are connected to Garden.');
  expect(quitQuestion([...two, { name: 'Sea', others: 3 }])?.message).toBe(
    '5 devices are connected to 2 spaces.',
  );
});
