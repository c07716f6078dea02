import type { History, Operation } from '../history.js';

/** How reads did that came right after a `sync`. ZooKeeper does not promise them to be linearizable; they mostly are. */
export interface AfterSync {
  readonly reads: number;
  /** Those that did not see a write that had been acknowledged before the sync was asked for. */
  readonly missed: readonly { readonly path: string; readonly operations: readonly number[] }[];
}

/** The acknowledged writes to each znode by the time of their answers, each followed by the newest so far. */
function newestByTime(operations: readonly Operation[]): Map<string, readonly Operation[]> {
  const answered = operations
    .filter(({ answer, kind }) => answer === 'done' && (kind === 'set' || kind === 'cas'))
    .sort((a, b) => a.to - b.to);
  const newest = new Map<string, Operation[]>();
  for (const each of answered) {
    const before = newest.get(each.path);
    const last = before?.at(-1);
    if (!before) newest.set(each.path, [each]);
    else if ((each.version ?? 0) > (last?.version ?? 0)) before.push(each);
  }
  return newest;
}

/** The last of these that was answered before that time. */
function lastBefore(writes: readonly Operation[], time: number): Operation | undefined {
  let [low, high] = [0, writes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((writes[middle]?.to ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return writes[low - 1];
}

/** Looks at every read after a `sync`. */
export function readsAfterSync({ operations }: History): AfterSync {
  const byId = new Map(operations.map((each) => [each.id, each]));
  const newest = newestByTime(operations);
  const reads = operations.filter(
    (each) => each.kind === 'read' && each.answer === 'done' && each.after !== undefined,
  );
  const missed = reads.flatMap((read) => {
    const sync = byId.get(read.after ?? -1);
    const due = sync && lastBefore(newest.get(read.path) ?? [], sync.from);
    if (!due || (due.version ?? 0) <= (read.version ?? -1)) return [];
    return [{ path: read.path, operations: [due.id, sync.id, read.id] }];
  });
  return { reads: reads.length, missed };
}
