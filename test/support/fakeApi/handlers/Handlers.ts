import type { AppInput, AppOutput, AppRequestName } from '../../../../src/shared/ipc/contract.ts';

/** What the fake app answers to some requests of the window; it throws a `Refusal` where it refuses one. */
export type Handlers = {
  [N in AppRequestName]?: (input: AppInput<N>) => AppOutput<N> | Promise<AppOutput<N>>;
};
