import { setTimeout as pause } from 'node:timers/promises';
import { LabError } from '../messages/errors.js';
import type { Context } from '../model/events.js';
import { type Lab, namesOf } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import { reaches } from '../model/stages.js';
import { sshGreets } from '../providers/common/ssh-greeting.js';
import type { Provider } from '../providers/contract.js';
import { serverState } from '../software/zookeeper/server-state.js';
import { loopback } from '../system/ports.js';

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

/** What the lab's last stage promises of a node, as seen from this machine. */
interface Readiness {
  readonly until: 'serving' | 'ssh';
  test(node: LabNode): Promise<boolean>;
}

function readinessOf(lab: Lab, provider: Provider): Readiness {
  if (reaches(lab.spec.until, 'cluster')) {
    const serves = async (node: LabNode): Promise<boolean> =>
      (await serverState(provider.node(lab, node).address)).serving;
    return { until: 'serving', test: serves };
  }
  const { ssh } = provider.capabilities;
  return {
    until: 'ssh',
    test: async ({ sshPort }) => !ssh || sshGreets({ host: loopback, port: sshPort }),
  };
}

/**
 * Waits until each machine runs and does what the lab's stage promises: ZooKeeper serves, or before that sshd answers.
 * @param patience milliseconds
 * @throws LabError up.stopped if a machine ended meanwhile, up.timeout if one does not serve in time
 */
export async function waitUntilReady(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
  { signal, emit }: Context,
  patience = usualPatience,
): Promise<void> {
  const begin = Date.now();
  const ready = readinessOf(lab, provider);
  const assertRunning = async (): Promise<void> => {
    const states = await provider.states(lab);
    const stopped = nodes.filter(({ name }) => !states.some((state) => state.name === name && state.running));
    if (stopped.length > 0) {
      throw new LabError('up.stopped', { nodes: namesOf(stopped), first: stopped[0]?.name ?? '' });
    }
  };
  let told: readonly LabNode[] = [];
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
    if (waiting.length !== told.length) {
      for (const { name } of told) {
        if (!waiting.some((node) => node.name === name)) emit({ type: 'ready', node: name });
      }
      const names = waiting.map(({ name }) => name);
      if (names.length > 0) emit({ type: 'waiting', until: ready.until, nodes: names });
      told = waiting;
    }
    if (waiting.length === 0) return assertRunning();
    if (Date.now() - looked > lookEvery) {
      await assertRunning();
      looked = Date.now();
    }
    if (Date.now() - begin > patience) {
      const seconds = Math.round(patience / 1000);
      throw new LabError('up.timeout', { nodes: namesOf(waiting), seconds, first: waiting[0]?.name ?? '' });
    }
    await pause(askEvery, undefined, { signal });
  }
}
