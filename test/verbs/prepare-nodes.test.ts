import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { progressOf, rememberDone } from '../../model/progress.js';
import type { NodeHandle } from '../../providers/contract.js';
import { caseSolutionOf } from '../../verbs/lesson.js';
import { prepareNodes } from '../../verbs/prepare-nodes.js';
import { FakeProvider, labOf } from './fake-provider.js';

let machines: string;
beforeEach(() => {
  machines = mkdtempSync(join(tmpdir(), 'zk-lab-machines-'));
});
afterEach(() => rmSync(machines, { recursive: true, force: true }));

/** An engine whose nodes are folders of this machine: what makes them ready does no more than say something. */
class Folders extends FakeProvider {
  override node(lab: Lab, node: LabNode): NodeHandle {
    const handle = super.node(lab, node);
    const exec: NodeHandle['exec'] = async ([, , script = '', name = '', mark = ''], options) => {
      const words = [script, name, join(machines, node.name, mark), 'echo "zk-lab: said"'];
      const { status, stdout } = spawnSync('bash', ['-c', ...words], { encoding: 'utf8' });
      options.onStdout?.(stdout);
      return status ?? 1;
    };
    return { ...handle, exec };
  }
}

const context = { signal: new AbortController().signal, emit: () => {} };
const [provider, done] = [new Folders('docker'), ['answers', 'roles', 'clients', 'orders', 'writable']];
const remembered = (lab: Lab): string[] => Object.keys(progressOf(lab).done);

test('a cluster that was mended is so as long as its nodes are there; new ones are broken anew', async () => {
  const lab = labOf({ name: 'mended', lesson: 'mend-it/8', until: 'zookeeper' });
  await prepareNodes(lab, provider, lab.nodes, context);
  rememberDone(lab, done);
  await prepareNodes(lab, provider, lab.nodes, context);
  expect(remembered(lab)).toEqual(done);

  rmSync(join(machines, 'node2'), { recursive: true });
  await prepareNodes(lab, provider, lab.nodes, context);
  expect(remembered(lab)).toEqual([]);
});

test('what was done step by step stays done, whatever becomes of the nodes', async () => {
  const lab = labOf({
    ...{ name: 'grown', lesson: 'grow-and-observe', until: 'zookeeper', nodes: 5, observers: 1 },
  });
  rememberDone(lab, ['ledger']);
  await prepareNodes(lab, provider, lab.nodes, context);
  expect(remembered(lab)).toEqual(['ledger']);
});

test('a case edited in zk-lab.yaml is that of new nodes alone; what solves it is what is on the nodes', async () => {
  const lab = labOf({ name: 'edited', lesson: 'mend-it/8', until: 'zookeeper' });
  const edited = { ...lab, spec: { ...lab.spec, lesson: 'mend-it/1' } };
  const solution = (of: Lab) => /What it was: .*/.exec(caseSolutionOf(of)?.en ?? '')?.[0];
  const [first, eighth] = [solution(edited), solution(lab)];
  expect(first).not.toBe(eighth);
  await prepareNodes(lab, provider, lab.nodes, context);
  expect(solution(edited)).toBe(eighth);
  // That some of them are made anew changes nothing either, nor that they all are looked at.
  rmSync(join(machines, 'node2'), { recursive: true });
  await prepareNodes(edited, provider, lab.nodes.slice(1, 2), context);
  await prepareNodes(edited, provider, lab.nodes, context);
  rememberDone(edited, done);
  expect(solution(edited)).toBe(eighth);

  for (const { name } of lab.nodes) rmSync(join(machines, name), { recursive: true });
  await prepareNodes(edited, provider, lab.nodes, context);
  expect(solution(edited)).toBe(first);
  expect(remembered(edited)).toEqual([]);
});
