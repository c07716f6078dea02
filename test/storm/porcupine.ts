/** An independent judge of linearizability: porcupine, built with the machine's Go. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { History } from '../../storm/history.js';
import { type Call, search } from '../../storm/judge/linearizable.js';
import { callsOf, type ZnodeOperation, znodeModel } from '../../storm/judge/znode-model.js';

/** Everybody who asks runs in the repository's folder. */
const folder = join(process.cwd(), 'test/storm/porcupine');

/** Why it cannot be built here; undefined if it can, and is now in Go's cache. */
export function whyNoPorcupine(): string | undefined {
  try {
    execFileSync('go', ['build', '-o', '/dev/null', '.'], { cwd: folder, stdio: 'pipe' });
    return undefined;
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: Buffer };
    if (code === 'ENOENT') return 'no Go here';
    return `porcupine cannot be built: ${String(stderr).trim().split('\n').at(-1)}`;
  }
}

/** A call as main.go reads it. */
function told({ operation: { write, final }, from, to }: Call<ZnodeOperation>) {
  if (final)
    return { kind: 'final', answer: 'done', value: final.value, version: final.version ?? 0, from, to };
  const { kind, value = '', expected = 0, answer, why = '', version = 0 } = write;
  return { kind, value, expected, answer, why, version, from, to: answer === 'unknown' ? 0 : to };
}

/** Whether each of these histories of one znode is linearizable. */
export function porcupine(histories: readonly (readonly Call<ZnodeOperation>[])[]): boolean[] {
  const input = JSON.stringify(histories.map((calls) => calls.map(told)));
  const output = execFileSync('go', ['run', '.'], { cwd: folder, input, maxBuffer: 1e9 });
  return JSON.parse(String(output));
}

/** What both say of each znode of a history of which the data is set. */
export function bothJudge({ operations, final }: History) {
  const sets = operations.filter(({ kind }) => kind === 'set' || kind === 'cas');
  const paths = [...new Set(sets.map(({ path }) => path))];
  const histories = paths.map((path) =>
    callsOf(
      operations.filter((each) => each.path === path),
      final?.values.find((value) => value.path === path),
    ),
  );
  const theirs = porcupine(histories);
  return paths.map((path, index) => ({
    path,
    calls: histories[index]?.length ?? 0,
    ours: search(histories[index] ?? [], znodeModel).linearizable,
    theirs: theirs[index],
  }));
}
