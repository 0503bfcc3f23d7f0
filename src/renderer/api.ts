import type {
  AppApi,
  AppError,
  AppInput,
  AppOutput,
  AppRequestName,
  Result,
} from '../shared/ipc/contract.ts';
import { type Delta, deltaSchema } from '../shared/ipc/deltas.ts';
import { parseUntrusted } from '../shared/model/parseUntrusted.ts';

/** Reports what should not happen; a person sees nothing of it. */
function report(what: string, detail: unknown): void {
  console.error(what, detail);
}

/** The deltas among what was pushed. One that does not parse is reported and left out; the others still count. */
export function parseDeltas(raw: readonly unknown[]): Delta[] {
  return raw.flatMap((one) => {
    const parsed = parseUntrusted(deltaSchema, one);
    if (parsed.success) return [parsed.data];
    report('A delta of an unknown shape was left out', parsed.error.issues);
    return [];
  });
}

const broken: AppError = { code: 'internal', message: 'The app did not answer.' };

/** Wraps what the window was given, so that nothing unparsed comes in and no call ever throws. */
export function guardApi(api: AppApi): AppApi {
  return {
    async call<N extends AppRequestName>(name: N, input: AppInput<N>): Promise<Result<AppOutput<N>>> {
      try {
        return await api.call(name, input);
      } catch (error) {
        report(`The request ${name} threw`, error);
        return { ok: false, error: broken };
      }
    },
    onDeltas: (listener) => api.onDeltas((deltas) => listener(parseDeltas(deltas))),
  };
}
