import type { FinalValue, Operation } from '../history.js';
import type { Call, Model } from './linearizable.js';

/** What a znode that is never removed is: its data and version, or that it is not there yet. */
type State = { readonly version: number; readonly value: string } | null;

/** A write of a client's, or what the znode was found to be in the end. */
export type ZnodeOperation =
  | { readonly write: Operation; readonly final?: never }
  | { readonly write?: never; readonly final: FinalValue };

/** Whether a refusal tells the truth of the znode. */
function isTrue(state: State, { kind, why, expected }: Operation): boolean {
  if (why === 'no node') return state === null && kind !== 'create';
  if (why === 'node exists') return state !== null && kind === 'create';
  return state !== null && kind === 'cas' && state.version !== expected;
}

function afterWrite(state: State, write: Operation): State | undefined {
  const { kind, answer, expected, value = '', version } = write;
  if (answer === 'not done') return isTrue(state, write) ? state : undefined;
  if ((state === null) !== (kind === 'create')) return undefined;
  if (kind === 'cas' && state?.version !== expected) return undefined;
  const written = { version: (state?.version ?? -1) + 1, value };
  // Who makes a znode is not told its version.
  return version === undefined || version === written.version ? written : undefined;
}

/** A znode of which the data is set, or compared and set. */
export const znodeModel: Model<State, ZnodeOperation> = {
  initial: null,
  step(state, { write, final }) {
    if (write) return afterWrite(state, write);
    if (final.value === null) return state === null ? state : undefined;
    const same = state !== null && state.value === final.value && state.version === final.version;
    return same ? state : undefined;
  },
  spent(state, { write }) {
    if (!write || state === null) return false;
    return write.kind === 'create' || (write.kind === 'cas' && state.version > (write.expected ?? 0));
  },
  key: (state) => (state === null ? '-' : `${state.version} ${state.value}`),
};

/** Refusals that tell what the znode was like; others tell of the session, or of the way to the servers. */
const telling = ['bad version', 'no node', 'node exists'];

/** The writes to one znode, and what it was in the end, as calls. */
export function callsOf(operations: readonly Operation[], final?: FinalValue): Call<ZnodeOperation>[] {
  const writes = operations.flatMap((write): Call<ZnodeOperation>[] => {
    const { kind, answer, why = '', from, to } = write;
    if (kind !== 'create' && kind !== 'set' && kind !== 'cas') return [];
    if (answer === 'not done' && !telling.includes(why)) return [];
    return [{ operation: { write }, from, to: answer === 'unknown' ? Number.POSITIVE_INFINITY : to }];
  });
  return final ? [...writes, { operation: { final }, from: final.at, to: final.at }] : writes;
}
