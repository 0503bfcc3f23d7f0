/** What a table answers: at once, as SQLite does, or by a promise, as IndexedDB does. */
export type Answer<T> = T | Promise<T>;

/** A rule at work: it gives out the promises it has to wait for, is given what they bring, and returns a `T`. */
export type Steps<T> = Generator<Promise<unknown>, T, unknown>;

/** What a table answered, waited for where that is called for. */
export function* take<T>(answer: Answer<T>): Steps<T> {
  // A cast: whoever runs the steps gives back what this very promise brought.
  return answer instanceof Promise ? ((yield answer) as T) : answer;
}

/** Runs a rule whose tables all answer at once. */
export function runNow<T>(steps: Steps<T>): T {
  const step = steps.next();
  if (!step.done) throw new Error('A table that has to answer at once answered by a promise.');
  return step.value;
}

/** Runs a rule, waiting for one answer after the other and for nothing else: a transaction of IndexedDB ends where it is not used. */
export async function runLater<T>(steps: Steps<T>): Promise<T> {
  let step = steps.next();
  while (!step.done) step = await goOn(steps, step.value);
  return step.value;
}

/** What is refused is thrown where the rule waits for it. */
const goOn = <T>(steps: Steps<T>, answer: Promise<unknown>): Promise<IteratorResult<Promise<unknown>, T>> =>
  answer.then(
    (value) => steps.next(value),
    (error: unknown) => steps.throw(error),
  );
