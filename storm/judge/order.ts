/** What the order of things promises: within a session, among sequential znodes, and for each znode as a whole. */
import { sentence } from '../../messages/index.js';
import type { History, Operation } from '../history.js';
import { type Check, checked, type Evidence } from './check.js';
import { search } from './linearizable.js';
import { callsOf, znodeModel } from './znode-model.js';

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

const sees = ({ kind }: Operation): boolean => kind === 'read' || kind === 'set' || kind === 'cas';

/** No session sees a znode as it was before it has seen it already: its servers answer it in the order of its questions. */
export function readsThatGoBack({ operations }: History): Check {
  const looks = operations.filter(
    (each) => sees(each) && (each.answer === 'done' || (each.kind === 'read' && each.why === 'no node')),
  );
  const evidence = [...grouped(looks, ({ session, path }) => `${session} ${path}`).values()].flatMap(
    (group) => {
      let newest: Operation | undefined;
      return group.flatMap((look): Evidence[] => {
        const { path, id, session, version = -1 } = look;
        const before = newest;
        if (!before || version >= (before.version ?? -1)) {
          newest = look;
          return [];
        }
        const told = sentence('storm.back.is', { path, session, before: before.version ?? -1, version });
        return [{ path, operations: [before.id, id], told }];
      });
    },
  );
  return checked('back', looks.length, evidence);
}

const numberOf = ({ made = '' }: Operation): number => Number(made.slice(-10));

/** No number twice, and whoever asked after another was answered has the larger one. */
export function sequentialNumbers({ operations }: History): Check {
  const made = operations.filter(({ kind, answer }) => kind === 'sequential' && answer === 'done');
  const twice = [...grouped(made, ({ made: name = '' }) => name).values()].flatMap((same): Evidence[] => {
    const [first] = same;
    if (!first || same.length < 2) return [];
    const path = first.made ?? first.path;
    return [{ path, operations: same.map(({ id }) => id), told: sentence('storm.sequence.twice', { path }) }];
  });
  const smaller = [...grouped(made, ({ path }) => path).values()].flatMap((group) => {
    const answered = [...group].sort((a, b) => a.to - b.to);
    let [next, largest] = [0, undefined as Operation | undefined];
    return [...group]
      .sort((a, b) => a.from - b.from)
      .flatMap((each): Evidence[] => {
        for (let one = answered[next]; one && one.to < each.from; one = answered[++next]) {
          if (!largest || numberOf(one) > numberOf(largest)) largest = one;
        }
        if (!largest || numberOf(each) >= numberOf(largest)) return [];
        const [path, before] = [each.made ?? '', largest.made ?? ''];
        const told = sentence('storm.sequence.smaller', { path, before });
        return [{ path, operations: [largest.id, each.id], told }];
      });
  });
  return checked('sequence', made.length, [...twice, ...smaller]);
}

const writes = ({ kind }: Operation): boolean => kind === 'create' || kind === 'set' || kind === 'cas';

/** Writes and compare-and-set to each znode can have happened one after another. */
export function linearizableWrites({ operations, final }: History): Check {
  const set = new Set(
    operations.flatMap((each) => (writes(each) && each.kind !== 'create' ? [each.path] : [])),
  );
  const groups = grouped(
    operations.filter((each) => writes(each) && set.has(each.path)),
    ({ path }) => path,
  );
  let undecided = false;
  const evidence = [...groups].flatMap(([path, group]): Evidence[] => {
    const end = final?.values.find((value) => value.path === path);
    const found = search(callsOf(group, end), znodeModel);
    if (found.linearizable === 'undecided') undecided = true;
    if (found.linearizable !== false) return [];
    const { write } = found.stuck;
    if (!write) {
      const told = sentence('storm.linearizable.final', { path, version: end?.version ?? -1 });
      return [{ path, operations: [], told }];
    }
    const told = sentence('storm.linearizable.stuck', {
      path,
      id: write.id,
      kind: write.kind,
      answer: write.why ?? write.answer,
    });
    return [{ path, operations: [write.id], told }];
  });
  const looked = [...groups.values()].reduce((sum, group) => sum + group.length, 0);
  const check = checked('linearizable', looked, evidence);
  return undecided && evidence.length === 0 ? { ...check, outcome: 'not judged' } : check;
}
