import type { History, Operation } from '../history.js';

/** How reads did that came right after a `sync`. ZooKeeper does not promise them to be linearizable; they mostly are. */
export interface AfterSync {
  readonly reads: number;
  /** Those that did not see a write that had been acknowledged before the sync was asked for. */
  readonly missed: readonly { readonly path: string; readonly operations: readonly number[] }[];
}

/** Looks at every read after a `sync`. */
export function readsAfterSync({ operations }: History): AfterSync {
  const byId = new Map(operations.map((each) => [each.id, each]));
  const writes = new Map<string, Operation[]>();
  for (const each of operations) {
    if (each.answer !== 'done' || (each.kind !== 'set' && each.kind !== 'cas')) continue;
    const before = writes.get(each.path);
    if (before) before.push(each);
    else writes.set(each.path, [each]);
  }
  const reads = operations.filter(
    (each) => each.kind === 'read' && each.answer === 'done' && each.after !== undefined,
  );
  const missed = reads.flatMap((read) => {
    const sync = byId.get(read.after ?? -1);
    if (!sync) return [];
    const unseen = writes
      .get(read.path)
      ?.find(({ to, version = 0 }) => to < sync.from && version > (read.version ?? -1));
    return unseen ? [{ path: read.path, operations: [unseen.id, sync.id, read.id] }] : [];
  });
  return { reads: reads.length, missed };
}
