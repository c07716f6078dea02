import { setTimeout as pause } from 'node:timers/promises';
import { nodesIn } from '../faults/fault.js';
import type { Lab } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import type { Provider } from '../providers/contract.js';
import { stateBy } from '../software/zookeeper/server-state.js';

/** Milliseconds for a server to come up, and between two questions. */
const patience = 20_000;
const askEvery = 500;

/** Those of a lab's nodes where no server runs although no fault is in force on them, looked at until it does or for some time. */
export async function missedAfter(lab: Lab, provider: Provider): Promise<readonly LabNode[]> {
  const silenced = (await provider.faults.inForce(lab)).flatMap(nodesIn);
  const deadline = performance.now() + patience;
  for (let missed = lab.nodes.filter(({ name }) => !silenced.includes(name)); ; await pause(askEvery)) {
    const conditions = await Promise.all(
      missed.map(async (node) => stateBy(await provider.node(lab, node).ask('srvr', 'engine')).condition),
    );
    missed = missed.filter((_, index) => conditions[index] === 'none');
    if (missed.length === 0 || performance.now() > deadline) return missed;
  }
}
