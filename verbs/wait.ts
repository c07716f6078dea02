import { setTimeout as pause } from 'node:timers/promises';
import { serverState } from '../ensemble/server-state.js';
import type { Lab } from '../labs/lab.js';
import type { LabNode } from '../labs/nodes.js';
import { reaches } from '../labs/stages.js';
import { LabError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import type { Context, Provider } from '../providers/provider.js';
import { sshAnswers } from '../providers/ssh.js';

/** Milliseconds. Asking one server is a short exchange on the loopback interface; all of them, and engines, are asked more seldom. */
const askEvery = 50;
const askAllEvery = 1_000;
const lookEvery = 2_000;
/** An election on a slow machine takes seconds, a JVM under emulation a minute to start. */
const usualPatience = 300_000;

/** The nodes for which `test` does not hold. */
async function lacking(
  nodes: readonly LabNode[],
  test: (node: LabNode) => Promise<boolean>,
): Promise<LabNode[]> {
  const results = await Promise.all(nodes.map(test));
  return nodes.filter((_, index) => !results[index]);
}

/** What the lab's last stage promises of a node, as seen from this machine, and how waiting for it is told. */
function readiness(
  lab: Lab,
  provider: Provider,
): { waiting: 'up.waiting' | 'up.waiting-ssh'; test(node: LabNode): Promise<boolean> } {
  if (reaches(lab.spec.until, 'cluster')) {
    const serves = async (node: LabNode): Promise<boolean> =>
      (await serverState(provider.clientAddress(lab, node))).serving;
    return { waiting: 'up.waiting', test: serves };
  }
  const { ssh = true } = provider.needs ?? {};
  return { waiting: 'up.waiting-ssh', test: async (node) => !ssh || sshAnswers(node) };
}

const namesOf = (nodes: readonly LabNode[]): string => nodes.map(({ name }) => name).join(', ');

/**
 * Waits until each machine runs and does what the lab's stage promises: ZooKeeper serves, or before that sshd answers.
 * @param patience milliseconds
 * @throws LabError up.stopped if a machine ended meanwhile, up.timeout if one does not serve in time
 */
export async function waitUntilServing(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
  { signal, report }: Context,
  patience = usualPatience,
): Promise<void> {
  const begin = Date.now();
  const ready = readiness(lab, provider);
  const assertRunning = async (): Promise<void> => {
    const states = await provider.states(lab);
    const stopped = nodes.filter(({ name }) => !states.some((state) => state.name === name && state.running));
    if (stopped.length > 0) {
      throw new LabError('up.stopped', { nodes: namesOf(stopped), first: stopped[0]?.name ?? '' });
    }
  };
  let shown = '';
  let looked = begin;
  let askedAll = 0;
  for (let waiting = nodes; ; ) {
    // All must be ready in the end: as long as one of them is not, the others need not be asked as often. Each question
    // takes time from the very servers that start.
    const due = Date.now() - askedAll > askAllEvery;
    if (due || (await lacking(waiting.slice(0, 1), ready.test)).length === 0) {
      waiting = await lacking(waiting, ready.test);
      askedAll = Date.now();
    }
    signal.throwIfAborted();
    if (waiting.length === 0) return assertRunning();
    const names = namesOf(waiting);
    if (shown === '') report.step(say(ready.waiting, { nodes: names }));
    else if (names !== shown) report.output(say(ready.waiting, { nodes: names }));
    shown = names;
    if (Date.now() - looked > lookEvery) {
      await assertRunning();
      looked = Date.now();
    }
    if (Date.now() - begin > patience) {
      const seconds = Math.round(patience / 1000);
      throw new LabError('up.timeout', { nodes: names, seconds, first: waiting[0]?.name ?? '' });
    }
    await pause(askEvery, undefined, { signal });
  }
}
