/** What became of writes in the end: those that were acknowledged are there, those that were refused are not. */
import { sentence } from '../../messages/index.js';
import type { Final, FinalValue, History, Operation } from '../history.js';
import { type Check, checked, type Evidence, notJudged } from './check.js';

const makes = ({ kind }: Operation): boolean => kind === 'create' || kind === 'sequential';
const sets = ({ kind }: Operation): boolean => kind === 'set' || kind === 'cas';

/** The znode that an operation made or would have made. */
const pathOf = ({ made, path }: Operation): string => made ?? path;

const valueAt = ({ values }: Final, path: string): FinalValue | undefined =>
  values.find((value) => value.path === path);

/** Whether the znode was there in the end. */
function isThere(final: Final, path: string): boolean {
  return final.paths.has(path) || (valueAt(final, path)?.value ?? null) !== null;
}

/** The newest acknowledged write to each znode of which the data is set. */
function newestWrites(operations: readonly Operation[]): Map<string, Operation> {
  const newest = new Map<string, Operation>();
  for (const operation of operations) {
    if (!sets(operation) || operation.answer !== 'done') continue;
    const { path, version = 0 } = operation;
    if (version >= (newest.get(path)?.version ?? 0)) newest.set(path, operation);
  }
  return newest;
}

/** No acknowledged write is lost: every znode that was made is there, with no older data than was acknowledged. */
export function lostWrites({ operations, final }: History): Check {
  if (!final) return notJudged('lost');
  const made = operations.filter((each) => makes(each) && each.answer === 'done');
  const gone = made
    .filter((each) => !isThere(final, pathOf(each)))
    .map((each): Evidence => {
      const { id, zxid = '' } = each;
      return {
        path: pathOf(each),
        operations: [id],
        told: sentence('storm.lost.made', { path: pathOf(each), zxid }),
      };
    });
  const newest = [...newestWrites(operations).values()];
  // Where nothing was acknowledged, nothing is shown.
  if (made.length + newest.length === 0) return notJudged('lost');
  const told = new Set(gone.map(({ path }) => path));
  const older = newest.flatMap((write): Evidence[] => {
    const { path, id, version = 0 } = write;
    const found = valueAt(final, path)?.version ?? -1;
    if (found >= version || told.has(path)) return [];
    return [{ path, operations: [id], told: sentence('storm.lost.older', { path, version, found }) }];
  });
  return checked('lost', made.length + newest.length, [...gone, ...older]);
}

/** Of what was refused, or never reached a server, nothing is there. */
export function refusedWrites({ operations, final }: History): Check {
  if (!final) return notJudged('refused');
  const made = operations.filter(makes);
  const possible = new Set(made.filter(({ answer }) => answer !== 'not done').map(pathOf));
  const refused = made.filter((each) => each.answer === 'not done' && !possible.has(pathOf(each)));
  const evidence = refused
    .filter((each) => isThere(final, pathOf(each)))
    .map(({ path, id, why = '' }): Evidence => {
      return { path, operations: [id], told: sentence('storm.refused.there', { path, why }) };
    });
  return checked('refused', refused.length, evidence);
}

/** The counter stands between what was acknowledged and that with all that nobody said anything of. */
export function counterBounds({ head, operations, final }: History): Check {
  const value = final?.values.find(({ path }) => path === head.counter)?.value;
  if (value === undefined) return notJudged('counter');
  const counts = operations.filter(({ kind, path }) => kind === 'cas' && path === head.counter);
  const least = counts.filter(({ answer }) => answer === 'done').length;
  const most = least + counts.filter(({ answer }) => answer === 'unknown').length;
  const within = value !== null && least <= Number(value) && Number(value) <= most;
  const told = sentence('storm.counter.outside', { value: value ?? '-', least, most });
  return checked('counter', counts.length, within ? [] : [{ path: head.counter, operations: [], told }]);
}
